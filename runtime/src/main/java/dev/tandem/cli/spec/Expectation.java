// SPDX-License-Identifier: Apache-2.0
package dev.tandem.cli.spec;

import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/** What a script expects of one result. */
sealed interface Expectation {
    boolean matches(Result result);

    /** For messages. */
    @Override
    String toString();

    /** Exactly this number or vector, this null or this object of the host. */
    record Exactly(Literal literal) implements Expectation {
        @Override
        public boolean matches(Result result) {
            return switch (literal) {
                case Literal.Bits bits -> result.isNumeric() && bits.low() == result.low() && bits.high() == result.high();
                case Literal.Null _ -> !result.isNumeric() && result.reference().isEmpty();
                case Literal.Host host -> result.reference().equals(java.util.Optional.of(new HostObject(host.number())));
            };
        }

        @Override
        public String toString() {
            return switch (literal) {
                case Literal.Bits bits -> Result.describe(bits.type(), bits.low(), bits.high());
                case Literal.Null _ -> "null";
                case Literal.Host host -> new HostObject(host.number()).toString();
            };
        }
    }

    /** Lanes of which some are NaN patterns; a scalar float is a single lane. */
    record Lanes(String laneType, List<String> lanes) implements Expectation {
        @Override
        public boolean matches(Result result) {
            if (!result.isNumeric()) {
                return false;
            }
            int width = Literal.laneWidth(laneType);
            for (int i = 0; i < lanes.size(); i++) {
                if (!laneMatches(lanes.get(i), width, result.lane(i, width))) {
                    return false;
                }
            }
            return true;
        }

        private static boolean laneMatches(String lane, int width, long bits) {
            long quiet = width == 32 ? 0x7fc0_0000L : 0x7ff8_0000_0000_0000L;
            long unsigned = width == 32 ? bits & 0x7fff_ffffL : bits & Long.MAX_VALUE;
            return switch (lane) {
                case "nan:canonical" -> unsigned == quiet;
                case "nan:arithmetic" -> (unsigned & quiet) == quiet;
                default -> Long.parseUnsignedLong(lane) == bits;
            };
        }

        @Override
        public String toString() {
            return laneType + lanes;
        }
    }

    /** A reference of a kind, not null. */
    record Kind(String type) implements Expectation {
        @Override
        public boolean matches(Result result) {
            return !result.isNumeric() && result.reference().filter(value -> References.isOfKind(type, value)).isPresent();
        }

        @Override
        public String toString() {
            return "a non-null " + type;
        }
    }

    /** Any one of several. */
    record Either(List<Expectation> choices) implements Expectation {
        public Either {
            choices = List.copyOf(choices);
        }

        @Override
        public boolean matches(Result result) {
            for (Expectation choice : choices) {
                if (choice.matches(result)) {
                    return true;
                }
            }
            return false;
        }

        @Override
        public String toString() {
            StringJoiner joined = new StringJoiner(" or ");
            choices.forEach(choice -> joined.add(choice.toString()));
            return joined.toString();
        }
    }

    /** An expectation of lanes: exact if no lane is a pattern. */
    static Expectation ofLanes(String laneType, List<String> lanes) {
        for (String lane : lanes) {
            if (lane.startsWith("nan:")) {
                return new Lanes(laneType, new ArrayList<>(lanes));
            }
        }
        return new Exactly(Literal.vector(laneType, lanes));
    }
}
