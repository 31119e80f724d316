package org.banyan.core.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.banyan.core.tree.TreeModel.HASHER;
import static org.banyan.core.tree.TreeModel.height;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.banyan.testkit.store.MemoryKeyValueStore;
import org.banyan.types.Hash;
import org.banyan.types.state.StateLeaf;
import org.banyan.types.state.StateProof;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every proof of the tree checks, and nothing made from it by a mutation does. */
class StateTreeProofTest {
    private static final String SEEDS = "org.banyan.core.tree.TreeModel#seeds";

    private final StateTrees trees =
            StateTrees.open(MemoryKeyValueStore.empty(), TreeModel.PREFIX, HASHER, TreeMemory.DEFAULT);

    @ParameterizedTest(name = "seed {0}")
    @MethodSource(SEEDS)
    void state_5_a_present_key_is_proven_with_its_value_alone(long seed) {
        var model = new TreeModel(seed);
        var tree = trees.first(height(0), model.batch(60));

        model.entries().forEach((key, value) -> {
            StateProof proof = tree.prove(key);
            assertThat(proof.provesPresent(HASHER, tree.root(), key, value)).isTrue();
            assertThat(proof.provesPresent(HASHER, tree.root(), key, model.anyHash()))
                    .as("another value")
                    .isFalse();
            assertThat(proof.provesPresent(HASHER, model.anyHash(), key, value))
                    .as("another root")
                    .isFalse();
            assertThat(proof.provesAbsent(HASHER, tree.root(), key))
                    .as("absence of a present key")
                    .isFalse();
            for (StateProof mutant : mutants(proof, model)) {
                assertThat(mutant.provesPresent(HASHER, tree.root(), key, value))
                        .as("%s instead of %s", mutant, proof)
                        .isFalse();
                assertThat(mutant.provesAbsent(HASHER, tree.root(), key))
                        .as("absence by %s", mutant)
                        .isFalse();
            }
        });
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource(SEEDS)
    void state_5_an_absent_key_is_proven_absent_alone(long seed) {
        var model = new TreeModel(seed);
        var tree = trees.first(height(0), model.batch(60));
        SortedMap<Hash, Hash> entries = model.entries();

        for (int i = 0; i < 40; i++) {
            Hash key = model.anyKey();
            if (entries.containsKey(key)) {
                continue;
            }
            StateProof proof = tree.prove(key);
            assertThat(proof.provesAbsent(HASHER, tree.root(), key)).isTrue();
            assertThat(proof.provesPresent(HASHER, tree.root(), key, model.anyHash()))
                    .isFalse();
            for (StateProof mutant : mutants(proof, model)) {
                assertThat(mutant.provesAbsent(HASHER, tree.root(), key))
                        .as("%s instead of %s", mutant, proof)
                        .isFalse();
            }
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource(SEEDS)
    void state_5_a_proof_of_one_key_proves_no_present_key_absent_and_no_other_value(long seed) {
        var model = new TreeModel(seed);
        var tree = trees.first(height(0), model.batch(25));
        List<StateProof> proofs = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            proofs.add(tree.prove(model.anyKey()));
        }

        model.entries().forEach((key, value) -> {
            StateProof own = tree.prove(key);
            for (StateProof proof : proofs) {
                assertThat(proof.provesAbsent(HASHER, tree.root(), key)).isFalse();
                assertThat(proof.provesPresent(HASHER, tree.root(), key, value)).isEqualTo(proof.equals(own));
            }
        });
    }

    /** Proofs that differ from {@code proof} in one thing. */
    private static List<StateProof> mutants(StateProof proof, TreeModel model) {
        List<StateProof> mutants = new ArrayList<>();
        List<Hash> siblings = proof.siblings();
        for (int i = 0; i < siblings.size(); i++) {
            List<Hash> flipped = new ArrayList<>(siblings);
            flipped.set(i, TreeModel.nextTo(siblings.get(i), model.upTo(256) - 1));
            mutants.add(new StateProof(flipped, proof.other()));

            List<Hash> dropped = new ArrayList<>(siblings);
            dropped.remove(i);
            mutants.add(new StateProof(dropped, proof.other()));

            if (i > 0 && !siblings.get(i).equals(siblings.get(i - 1))) {
                List<Hash> swapped = new ArrayList<>(siblings);
                swapped.set(i, siblings.get(i - 1));
                swapped.set(i - 1, siblings.get(i));
                mutants.add(new StateProof(swapped, proof.other()));
            }
        }
        for (int i = 0; i <= siblings.size() && siblings.size() < StateProof.DEPTH_MAX; i++) {
            for (Hash extra : List.of(HASHER.empty(), model.anyHash())) {
                List<Hash> added = new ArrayList<>(siblings);
                added.add(i, extra);
                mutants.add(new StateProof(added, proof.other()));
            }
        }
        if (proof.other().isPresent()) {
            StateLeaf other = proof.other().get();
            mutants.add(new StateProof(siblings, Optional.empty()));
            mutants.add(new StateProof(
                    siblings, Optional.of(new StateLeaf(TreeModel.nextTo(other.keyHash(), 255), other.valueHash()))));
            mutants.add(new StateProof(
                    siblings, Optional.of(new StateLeaf(other.keyHash(), TreeModel.nextTo(other.valueHash(), 0)))));
        } else {
            mutants.add(new StateProof(siblings, Optional.of(new StateLeaf(model.anyHash(), model.anyHash()))));
        }
        return mutants;
    }
}
