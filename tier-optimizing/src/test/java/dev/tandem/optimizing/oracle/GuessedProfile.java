// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.oracle;

import dev.tandem.decoder.module.WasmModule;
import dev.tandem.ir.graph.Graph;
import dev.tandem.ir.graph.Node;
import dev.tandem.ir.graph.node.Call;
import dev.tandem.ir.graph.node.CallIndirect;
import dev.tandem.ir.graph.node.CallRef;
import dev.tandem.ir.graph.node.If;
import dev.tandem.ir.profile.BranchProfile;
import dev.tandem.ir.profile.CallProfile;
import dev.tandem.ir.profile.FunctionProfile;
import dev.tandem.ir.profile.ModuleProfile;
import dev.tandem.optimizing.build.GraphBuilder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A profile that says of every indirect call that random functions of its type were called, and of branches that they always went one way: right or
 * wrong, code must do the same.
 */
public final class GuessedProfile implements ModuleProfile {
    private final WasmModule module;
    private final long seed;
    private final Map<Integer, List<Integer>> byType = new HashMap<>();
    private final Map<Integer, FunctionProfile> guessed = new HashMap<>();

    public GuessedProfile(WasmModule module, long seed) {
        this.module = module;
        this.seed = seed;
        for (int i = module.importedFunctionCount(); i < module.functionCount(); i++) {
            byType.computeIfAbsent(module.functionTypeIndex(i), type -> new ArrayList<>()).add(i);
        }
    }

    @Override
    public FunctionProfile function(int functionIndex) {
        FunctionProfile known = guessed.get(functionIndex);
        if (known == null) {
            known = guess(functionIndex);
            guessed.put(functionIndex, known);
        }
        return known;
    }

    private FunctionProfile guess(int functionIndex) {
        Random random = new Random(seed + functionIndex);
        FunctionProfile.Builder profile = new FunctionProfile.Builder().entries(1000);
        Graph graph = new GraphBuilder().build(module, module.body(functionIndex), FunctionProfile.empty());
        for (Node node : graph.nodes()) {
            if (node instanceof CallIndirect call) {
                guess(profile, graph, call, call.typeIndex(), random);
            } else if (node instanceof CallRef call) {
                guess(profile, graph, call, call.typeIndex(), random);
            } else if (node instanceof If branch && random.nextBoolean()) {
                long taken = random.nextInt(100_000);
                BranchProfile guess = random.nextBoolean() ? new BranchProfile(taken, 0) : new BranchProfile(0, taken);
                profile.branch(graph.positions().offset(branch.position()), guess);
            }
        }
        return profile.build();
    }

    private void guess(FunctionProfile.Builder profile, Graph graph, Call call, int type, Random random) {
        List<Integer> candidates = byType.getOrDefault(type, List.of());
        List<CallProfile.Target> targets = new ArrayList<>();
        long count = 1000;
        for (int i = random.nextInt(5); i > 0 && !candidates.isEmpty(); i--) {
            int target = candidates.get(random.nextInt(candidates.size()));
            if (targets.stream().noneMatch(known -> known.functionIndex() == target)) {
                targets.add(new CallProfile.Target(target, count));
                count = count * 2 / 3;
            }
        }
        profile.call(graph.positions().offset(call.position()), new CallProfile(targets, random.nextBoolean() ? 0 : 200));
    }
}
