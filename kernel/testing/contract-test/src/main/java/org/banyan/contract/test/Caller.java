package org.banyan.contract.test;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.banyan.contract.ContractCall;
import org.banyan.contract.ContractCaller;
import org.banyan.contract.ContractFailure;
import org.banyan.contract.ContractMethod;
import org.banyan.types.Address;
import org.banyan.types.Bytes;
import org.banyan.types.crypto.Signer;

/**
 * Somebody who calls one contract. Also what a generated client calls through: {@code new CounterClient(chain.as(ALICE)).increment(request)} sends a
 * transaction and throws the {@link ContractFailure} if it fails.
 */
public final class Caller implements ContractCaller {
    private final ContractTest chain;
    private final Address sender;
    private final Address contract;
    private final Optional<List<Signer>> signers;

    /** @param signers empty for who needs no authorization: the kernel and contracts */
    Caller(ContractTest chain, Address sender, Address contract, Optional<List<Signer>> signers) {
        this.chain = chain;
        this.sender = sender;
        this.contract = contract;
        this.signers = signers;
    }

    /** The same caller towards another of the test's contracts. */
    public Caller on(String contractName) {
        return on(chain.addressOf(contractName));
    }

    public Caller on(Address contractAddress) {
        return new Caller(chain, sender, contractAddress, signers);
    }

    /** The same sender with the signatures of these accounts instead of its own. */
    public Caller signedBy(TestAccount... accounts) {
        return new Caller(
                chain,
                sender,
                contract,
                Optional.of(List.of(accounts).stream().map(TestAccount::signer).toList()));
    }

    /** Sends a transaction. */
    public <Q, R> CallResult<R> send(ContractMethod<Q, R> method, Q request) {
        return chain.execute(call(method, request), signers);
    }

    /**
     * Calls a view as this caller; nothing changes.
     *
     * @throws ContractFailure if it fails
     */
    public <Q, R> R view(ContractMethod<Q, R> method, Q request) {
        return chain.view(call(method, request));
    }

    private <Q, R> TypedCall<R> call(ContractMethod<Q, R> method, Q request) {
        ContractCall call = method.call(request);
        return new TypedCall<>(sender, contract, call.method(), call.arguments(), method::reply);
    }

    /**
     * Sends a transaction with arguments that may be anything; for tests of what is refused.
     *
     * @throws ContractFailure if the call fails
     */
    @Override
    public Bytes call(String method, Bytes arguments) {
        CallResult<Bytes> result =
                chain.execute(new TypedCall<>(sender, contract, method, arguments, Function.identity()), signers);
        result.failureIfAny().ifPresent(failure -> {
            throw failure;
        });
        return result.reply();
    }
}
