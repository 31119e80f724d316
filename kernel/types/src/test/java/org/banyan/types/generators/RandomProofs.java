package org.banyan.types.generators;

import java.util.Optional;
import org.banyan.types.Bytes;
import org.banyan.types.list.ListProof;
import org.banyan.types.proof.ListStep;
import org.banyan.types.proof.Proof;
import org.banyan.types.proof.ProofStep;
import org.banyan.types.proof.StateStep;
import org.banyan.types.state.StateLeaf;
import org.banyan.types.state.StateProof;

/** Random proofs: well formed, but proving nothing. */
public final class RandomProofs {
    private final RandomValues values;

    public RandomProofs(RandomValues values) {
        this.values = values;
    }

    public Proof proof() {
        return new Proof(values.list(5, this::step));
    }

    public ProofStep step() {
        String scheme = values.identifier();
        return switch (values.upTo(6)) {
            case 0 -> new ProofStep.TransactionInBlock(scheme, listStep());
            case 1 -> new ProofStep.ReceiptInBlock(scheme, listStep());
            case 2 -> new ProofStep.KeyInState(scheme, stateStep());
            case 3 -> new ProofStep.BlockInHistory(scheme, listStep());
            case 4 -> new ProofStep.BlockInIndex(scheme, listStep());
            case 5 -> new ProofStep.HeaderInParent(scheme);
            default -> new ProofStep.HeaderOfBlock(scheme, values.bytes(300));
        };
    }

    public ListStep listStep() {
        return new ListStep(
                new ListProof(values.uint63(), values.uint63(), values.list(20, values::hash)), values.bytes(300));
    }

    public StateStep stateStep() {
        Optional<Bytes> value = values.maybe(() -> values.bytes(300));
        Optional<StateLeaf> other =
                value.isPresent() ? Optional.empty() : values.maybe(() -> new StateLeaf(values.hash(), values.hash()));
        return new StateStep(
                values.address(), values.bytes(100), value, new StateProof(values.list(20, values::hash), other));
    }
}
