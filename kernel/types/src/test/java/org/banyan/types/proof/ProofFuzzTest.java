package org.banyan.types.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.banyan.fuzzing.FuzzTarget;
import org.banyan.fuzzing.InputChoices;
import org.banyan.types.Bytes;
import org.banyan.types.block.Header;
import org.banyan.types.codec.CodecException;
import org.banyan.types.generators.RandomProofs;
import org.banyan.types.generators.RandomValues;
import org.banyan.types.list.ListProof;
import org.banyan.types.state.StateProof;

/** Whole proofs against a chain that is known: whatever the verifier accepts is so on that chain, and nothing makes it throw. PROOF rules of docs/spi/encoding.md. */
class ProofFuzzTest {
    private static final int BLOCKS = 9;
    private static final ProvenChain CHAIN = new ProvenChain("fuzzed", BLOCKS);
    private static final List<Bytes> HEADERS =
            CHAIN.headers.stream().map(Header.CODEC::encode).toList();
    private static final List<List<ProofStep>> CLAIMS =
            IntStream.range(0, BLOCKS).mapToObj(ProofFuzzTest::claims).toList();
    private static final ProofVerifier VERIFIER = new ProofVerifier(ProvenChain.HASH, CHAIN.id);

    /** The input is the proof as received. */
    @FuzzTarget
    void received_proofs(byte[] input) {
        Proof proof;
        try {
            proof = Proof.CODEC.decode(Bytes.copyOf(input));
        } catch (CodecException refusal) {
            return;
        }
        checkAll(proof);
    }

    /** The input chooses an honest proof and what is broken in it. */
    @FuzzTarget
    void broken_proofs(byte[] input) {
        RandomValues values = new RandomValues(new InputChoices(input));
        int at = values.upTo(BLOCKS - 2);
        int to = at + 1 + values.upTo(BLOCKS - 2 - at);
        List<ProofStep> steps = new ArrayList<>();
        steps.add(claim(values, at));
        steps.add(CHAIN.headerStep(at));
        steps.add(CHAIN.historyStep(at, to));
        steps.add(CHAIN.headerStep(to));
        assertThat(VERIFIER.verify(new Proof(steps), CHAIN.block(to))).isInstanceOf(ProofResult.Proven.class);

        int changes = 1 + values.upTo(2);
        for (int i = 0; i < changes; i++) {
            breakSteps(values, steps);
        }
        checkAll(new Proof(steps));
    }

    private static ProofStep claim(RandomValues values, int at) {
        return values.oneOf(CLAIMS.get(at));
    }

    private static List<ProofStep> claims(int at) {
        List<ProofStep> claims = new ArrayList<>();
        for (int i = 0; i < ProvenChain.TRANSACTIONS; i++) {
            claims.add(CHAIN.transactionStep(at, i));
            claims.add(CHAIN.receiptStep(at, i));
        }
        claims.add(CHAIN.keyStep(at));
        claims.add(CHAIN.absenceStep(at));
        for (int ancestor = 0; ancestor < at; ancestor++) {
            claims.add(CHAIN.historyStep(ancestor, at));
        }
        return claims;
    }

    private static void breakSteps(RandomValues values, List<ProofStep> steps) {
        int at = values.upTo(Math.max(0, steps.size() - 1));
        if (steps.isEmpty()) {
            return;
        }
        switch (values.upTo(9)) {
            case 0 -> steps.remove(at);
            case 1 -> steps.add(at, new RandomProofs(values).step());
            case 2 -> Collections.swap(steps, at, values.upTo(steps.size() - 1));
            case 3 -> steps.set(at, CHAIN.headerStep(values.upTo(BLOCKS - 1)));
            case 4 -> steps.set(at, claim(values, values.upTo(BLOCKS - 2)));
            default -> steps.set(at, broken(values, steps.get(at)));
        }
        if (steps.size() > Proof.STEPS_MAX) {
            steps.removeLast();
        }
    }

    private static ProofStep broken(RandomValues values, ProofStep step) {
        return switch (step) {
            case ProofStep.TransactionInBlock it ->
                new ProofStep.TransactionInBlock(it.scheme(), broken(values, it.step()));
            case ProofStep.ReceiptInBlock it -> new ProofStep.ReceiptInBlock(it.scheme(), broken(values, it.step()));
            case ProofStep.BlockInHistory it -> new ProofStep.BlockInHistory(it.scheme(), broken(values, it.step()));
            case ProofStep.KeyInState it -> new ProofStep.KeyInState(it.scheme(), broken(values, it.step()));
            case ProofStep.HeaderOfBlock it -> new ProofStep.HeaderOfBlock(it.scheme(), flipped(values, it.header()));
            case ProofStep.BlockInIndex it -> new ProofStep.BlockInIndex(it.scheme(), broken(values, it.step()));
            case ProofStep.HeaderInParent it -> new ProofStep.HeaderInParent(ProofStep.LIST_SCHEME);
        };
    }

    private static ListStep broken(RandomValues values, ListStep step) {
        ListProof path = step.proof();
        return switch (values.upTo(3)) {
            case 0 -> new ListStep(new ListProof(values.uint63(), path.index(), path.siblings()), step.leaf());
            case 1 -> new ListStep(new ListProof(path.count(), values.upTo(9), path.siblings()), step.leaf());
            case 2 ->
                new ListStep(new ListProof(path.count(), path.index(), changed(values, path.siblings())), step.leaf());
            default -> new ListStep(path, flipped(values, step.leaf()));
        };
    }

    private static StateStep broken(RandomValues values, StateStep step) {
        StateProof path = step.proof();
        return switch (values.upTo(3)) {
            case 0 -> new StateStep(step.contract(), flipped(values, step.key()), step.value(), path);
            case 1 ->
                new StateStep(step.contract(), step.key(), step.value().map(value -> flipped(values, value)), path);
            case 2 ->
                new StateStep(
                        step.contract(),
                        step.key(),
                        step.value(),
                        new StateProof(changed(values, path.siblings()), path.other()));
            default ->
                new StateStep(
                        step.contract(),
                        step.key(),
                        Optional.empty(),
                        new StateProof(path.siblings(), Optional.empty()));
        };
    }

    private static <T> List<T> changed(RandomValues values, List<T> list) {
        List<T> changed = new ArrayList<>(list);
        if (!changed.isEmpty()) {
            int at = values.upTo(changed.size() - 1);
            if (values.chance(50)) {
                changed.remove(at);
            } else {
                Collections.swap(changed, at, values.upTo(changed.size() - 1));
            }
        }
        return changed;
    }

    private static Bytes flipped(RandomValues values, Bytes bytes) {
        if (bytes.isEmpty()) {
            return bytes;
        }
        byte[] changed = bytes.toArray();
        changed[values.upTo(changed.length - 1)] ^= (byte) (1 << values.upTo(7));
        return Bytes.wrap(changed);
    }

    /** Whatever is proven under the block that the proof leads to, or under another one, is so. */
    private static void checkAll(Proof proof) {
        int end = !proof.steps().isEmpty() && proof.steps().getLast() instanceof ProofStep.HeaderOfBlock last
                ? Math.max(0, HEADERS.indexOf(last.header()))
                : 0;
        for (int height : new int[] {end, BLOCKS - 1 - end}) {
            if (VERIFIER.verify(proof, CHAIN.block(height)) instanceof ProofResult.Proven proven) {
                checkFact(proven.fact(), height);
            }
        }
    }

    private static void checkFact(ProvenFact fact, int trusted) {
        switch (fact) {
            case ProvenFact.TransactionIncluded it -> {
                int height = heightOf(it.header(), trusted);
                assertThat(List.of(0, 1, 2))
                        .anyMatch(at -> CHAIN.transaction(height, at).id().equals(it.transaction()));
            }
            case ProvenFact.ReceiptIncluded it ->
                assertThat(it.receipt()).isEqualTo(CHAIN.receipt(heightOf(it.header(), trusted), (int) it.index()));
            case ProvenFact.StateKnown it -> {
                int height = heightOf(it.header(), trusted);
                assertThat(it.contract().equals(ProvenChain.CONTRACT)
                                && (it.key().equals(ProvenChain.KEY) || it.key().equals(ProvenChain.OTHER_KEY)))
                        .isEqualTo(it.value().isPresent());
                it.value().ifPresent(value -> assertThat(value).isEqualTo(CHAIN.value(height)));
            }
            case ProvenFact.BlockIncluded it -> {
                assertThat(it.height().value()).isLessThan(trusted);
                assertThat(it.block()).isEqualTo(CHAIN.block((int) it.height().value()));
            }
            case ProvenFact.HeaderKnown it -> heightOf(it.header(), trusted);
        }
    }

    private static int heightOf(Header header, int trusted) {
        int height = (int) header.height().value();
        assertThat(height).isLessThanOrEqualTo(trusted);
        assertThat(header).isEqualTo(CHAIN.headers.get(height));
        return height;
    }
}
