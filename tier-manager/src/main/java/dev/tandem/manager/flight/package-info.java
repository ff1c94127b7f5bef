// SPDX-License-Identifier: Apache-2.0
/**
 * What the tiers do, as events of the JDK's Flight Recorder: category {@code Tandem}, names {@code dev.tandem.*}.
 * {@link dev.tandem.manager.flight.FlightRecording} costs one read of a field while nobody records; the classes of events are
 * not even loaded then.
 */
@NullMarked
package dev.tandem.manager.flight;

import org.jspecify.annotations.NullMarked;
