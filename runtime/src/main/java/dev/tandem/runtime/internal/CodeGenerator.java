// SPDX-License-Identifier: Apache-2.0
package dev.tandem.runtime.internal;

import dev.tandem.ir.backend.Backend;
import dev.tandem.manager.tiering.TierManager;

/** A backend with the tiers that make code for it. */
public record CodeGenerator(Backend backend, TierManager tiers) {}
