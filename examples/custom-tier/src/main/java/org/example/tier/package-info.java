// SPDX-License-Identifier: Apache-2.0
/**
 * A baseline tier of somebody else: {@link org.example.tier.Interpreter} translates a body into steps, which a
 * program runs. {@link org.example.tier.LoggingProfiling} is a profiling policy.
 */
package org.example.tier;
