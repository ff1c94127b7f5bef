// SPDX-License-Identifier: Apache-2.0
/**
 * How an engine is put together: {@link dev.tandem.runtime.wiring.DefaultWiring} by constructor calls, because Guice alone takes longer
 * to start than a small guest to run; {@link dev.tandem.runtime.wiring.EngineModule} with Guice, for deployments that replace parts.
 */
@NullMarked
package dev.tandem.runtime.wiring;

import org.jspecify.annotations.NullMarked;
