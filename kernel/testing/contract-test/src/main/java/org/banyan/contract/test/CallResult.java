package org.banyan.contract.test;

import java.util.List;
import java.util.Optional;
import org.banyan.contract.ContractFailure;
import org.banyan.contract.FailureCode;
import org.banyan.types.Amount;
import org.banyan.types.Verdict;
import org.banyan.types.codec.Codec;
import org.banyan.types.receipt.Event;
import org.banyan.types.receipt.Receipt;

/**
 * What a transaction did: succeeded with a reply, failed with a code and changed nothing, or was refused and never came into a block.
 *
 * <p>Asking for what did not happen is an {@link AssertionError} that says what happened instead.
 */
public final class CallResult<R> {
    private final TypedCall<R> call;
    private final Optional<Receipt> receipt;
    private final Optional<ContractFailure> failure;
    private final Optional<Verdict.Rejected> refusal;
    private final Optional<RuntimeException> fault;

    private CallResult(
            TypedCall<R> call,
            Optional<Receipt> receipt,
            Optional<ContractFailure> failure,
            Optional<Verdict.Rejected> refusal,
            Optional<RuntimeException> fault) {
        this.call = call;
        this.receipt = receipt;
        this.failure = failure;
        this.refusal = refusal;
        this.fault = fault;
    }

    /** @param fault what the contract's code broke with, when it did */
    static <R> CallResult<R> executed(
            TypedCall<R> call, Receipt receipt, Optional<ContractFailure> failure, Optional<RuntimeException> fault) {
        return new CallResult<>(call, Optional.of(receipt), failure, Optional.empty(), fault);
    }

    static <R> CallResult<R> refused(TypedCall<R> call, Verdict.Rejected refusal) {
        return new CallResult<>(call, Optional.empty(), Optional.empty(), Optional.of(refusal), Optional.empty());
    }

    public boolean isSuccess() {
        return receipt.isPresent() && failure.isEmpty();
    }

    public R reply() {
        if (!isSuccess()) {
            throw unlike("a reply");
        }
        return call.reply(receipt().returnValue());
    }

    /** Why the call failed. */
    public ContractFailure failure() {
        return failure.orElseThrow(() -> unlike("a failure"));
    }

    /** The very constant of the contract's failures, or of {@link org.banyan.contract.CommonFailure}. */
    public FailureCode failureCode() {
        return failure().code();
    }

    Optional<ContractFailure> failureIfAny() {
        return failure;
    }

    /** Why the transaction cannot stand in a block: {@code TX-UNAUTHORIZED} and the other rules of {@code docs/spi}. */
    public Verdict.Rejected refusal() {
        return refusal.orElseThrow(() -> unlike("a refusal"));
    }

    /** Metered units. */
    public long cost() {
        return receipt().cost();
    }

    /** Zero unless the test set a unit price. */
    public Amount fee() {
        return receipt().fee();
    }

    /** Events of this call and those below it, in order; none when it failed. */
    public List<Event> events() {
        return receipt().events();
    }

    /** The events called {@code name}, as records: {@code result.events("Transferred", Transferred.CODEC)}. */
    public <E> List<E> events(String name, Codec<E> codec) {
        return events().stream()
                .filter(event -> event.name().equals(name))
                .map(event -> codec.decode(event.payload()))
                .toList();
    }

    public Receipt receipt() {
        return receipt.orElseThrow(() -> unlike("a receipt"));
    }

    private AssertionError unlike(String asked) {
        AssertionError error = new AssertionError(this + ", but " + asked + " was asked for");
        fault.ifPresent(error::initCause);
        return error;
    }

    @Override
    public String toString() {
        if (refusal.isPresent()) {
            return call.method() + " was refused with " + refusal.get();
        }
        return failure.map(failed ->
                        call.method() + " failed with " + failed.code().name() + ": " + failed.text())
                .orElse(call.method() + " succeeded");
    }
}
