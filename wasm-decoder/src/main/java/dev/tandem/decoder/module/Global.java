// SPDX-License-Identifier: Apache-2.0
package dev.tandem.decoder.module;

import dev.tandem.decoder.type.GlobalType;

/** A global that the module defines. */
public record Global(GlobalType type, ConstantExpression initializer) {}
