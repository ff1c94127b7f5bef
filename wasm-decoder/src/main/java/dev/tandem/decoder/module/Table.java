// SPDX-License-Identifier: Apache-2.0
package dev.tandem.decoder.module;

import dev.tandem.decoder.type.TableType;
import java.util.Optional;

/**
 * A table that the module defines.
 *
 * @param initializer value of every element; empty means null
 */
public record Table(TableType type, Optional<ConstantExpression> initializer) {}
