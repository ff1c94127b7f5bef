// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.build;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tandem.decoder.DecoderOptions;
import dev.tandem.decoder.ModuleDecoder;
import dev.tandem.decoder.module.WasmModule;
import dev.tandem.ir.graph.Graph;
import dev.tandem.ir.graph.Node;
import dev.tandem.ir.graph.cfg.ControlFlowGraph;
import dev.tandem.ir.graph.node.ConstantInt;
import dev.tandem.ir.graph.node.If;
import dev.tandem.ir.graph.node.Return;
import dev.tandem.ir.profile.BranchProfile;
import dev.tandem.ir.profile.FunctionProfile;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What graphs make of the ways that branches were seen to go. Functions take two i32 and return one. */
final class BranchProfilesTest {
    /** A loop that goes on while parameter 0 is not zero, and then returns 1; but returns 2 as soon as parameter 1 is not zero. */
    private static final String LOOP = "0240" + "0340" + "2001" + "0d01" + "2000" + "0d00" + "0b" + "4101" + "0f" + "0b" + "4102" + "0f";

    /** Offsets of the two branches: a byte for the number of locals comes first. */
    private static final int LEAVES = 7;

    private static final int GOES_ON = 11;

    private static Graph graph(FunctionProfile profile) {
        String body = "00" + LOOP + "0b";
        String module = "0061736d01000000" + "01" + sized("01" + "60027f7f017f") + "03" + sized("01" + "00") + "0a" + sized("01" + sized(body));
        WasmModule decoded = ModuleDecoder.decode(HexFormat.of().parseHex(module), DecoderOptions.all());
        return new GraphBuilder().build(decoded, decoded.body(0), profile);
    }

    private static String sized(String hex) {
        return "%02x".formatted(hex.length() / 2) + hex;
    }

    private static FunctionProfile profile(BranchProfile leaves, BranchProfile goesOn) {
        return new FunctionProfile.Builder().branch(LEAVES, leaves).branch(GOES_ON, goesOn).build();
    }

    /** Whether the return of each number is cold. */
    private static Map<Integer, Boolean> cold(FunctionProfile profile) {
        Graph graph = graph(profile);
        ControlFlowGraph blocks = ControlFlowGraph.of(graph);
        Map<Integer, Boolean> cold = new TreeMap<>();
        for (Node node : graph.nodes()) {
            if (node instanceof Return end && end.result(0) instanceof ConstantInt number) {
                cold.put(number.value(), blocks.block(end).isCold());
            }
        }
        return cold;
    }

    @Test
    void probabilitiesAreWhatWasSeen() {
        Map<Integer, Double> seen = new TreeMap<>();
        for (Node node : graph(profile(new BranchProfile(46, 50), new BranchProfile(1, 35))).nodes()) {
            if (node instanceof If branch) {
                seen.put(seen.size(), branch.probability());
            }
        }
        assertEquals(0.464, seen.get(0), 0.001, "46 of 96, and 4 guesses that control stays in the loop");
        assertEquals(0.115, seen.get(1), 0.001);
    }

    @Test
    void theUsualEndOfALongLoopIsNotCold() {
        assertEquals(
                Map.of(1, false, 2, true),
                cold(profile(new BranchProfile(0, 10_000_000), new BranchProfile(9_999_000, 1_000))),
                "a thousand runs of ten thousand iterations");
        assertEquals(
                Map.of(1, false, 2, false),
                cold(profile(new BranchProfile(500, 10_000_000), new BranchProfile(9_999_000, 1_000))));
    }

    @Test
    void nothingIsColdThatNobodyWatched() {
        assertEquals(Map.of(1, false, 2, false), cold(FunctionProfile.empty()));
    }
}
