package org.banyan.sdk;

import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.banyan.sdk.error.BanyanException;
import org.banyan.sdk.proof.ProofFile;
import org.banyan.sdk.proof.ProofFileException;
import org.banyan.types.Address;
import org.banyan.types.Bytes;
import org.banyan.types.TransactionId;
import org.banyan.v1.ErrorReason;
import org.banyan.v1.GetBalanceProofRequest;
import org.banyan.v1.GetStateProofRequest;
import org.banyan.v1.GetTransactionProofRequest;
import org.banyan.v1.ProofEnvelope;
import org.banyan.v1.ProofServiceGrpc;

/**
 * Gets proofs from a node. They are checked without one: {@link ProofFile#verify}. Immutable, thread-safe.
 *
 * <pre>{@code
 * ProofFile proof = client.proofs()
 *         .leadingTo("main")
 *         .waiting(Duration.ofSeconds(30), notReady -> {})
 *         .ofBalance(account, "BNY", StateReads.FINAL);
 * }</pre>
 */
public final class Proofs {
    /** Longest wait. */
    public static final Duration WAIT_MAX = Duration.ofHours(1);

    private final BanyanClient client;
    private final Connection connection;
    private final ProofServiceGrpc.ProofServiceBlockingStub stub;
    private final String target;
    private final Duration longest;
    private final Consumer<BanyanException> listener;

    Proofs(BanyanClient client, Connection connection) {
        this(client, connection, "", Duration.ZERO, notReady -> {});
    }

    private Proofs(
            BanyanClient client,
            Connection connection,
            String target,
            Duration longest,
            Consumer<BanyanException> listener) {
        this.client = client;
        this.connection = connection;
        this.stub = ProofServiceGrpc.newBlockingStub(connection.channel());
        this.target = target;
        this.longest = longest;
        this.listener = listener;
    }

    /** Proofs that end in a block of another chain of the tree, where a contract can check them. */
    public Proofs leadingTo(String nameOrId) {
        return new Proofs(client, connection, nameOrId, longest, listener);
    }

    /**
     * Proofs that are waited for while the node answers PROOF_NOT_READY, always for the same block, so that a chain which goes on cannot run away from
     * them.
     *
     * @param most at most {@link #WAIT_MAX}
     * @param listening is told of each such answer before the next attempt
     */
    public Proofs waiting(Duration most, Consumer<BanyanException> listening) {
        if (most.isNegative() || most.compareTo(WAIT_MAX) > 0) {
            throw new IllegalArgumentException(
                    "a wait is 0 s to " + WAIT_MAX.toSeconds() + " s but was " + most.toSeconds() + " s");
        }
        return new Proofs(client, connection, target, most, listening);
    }

    /** @param at block to prove against: empty for the block that packed it, {@code latest}, {@code final} or a height */
    public ProofFile ofTransaction(TransactionId id, String at) {
        return get(
                at,
                block -> connection
                        .call(
                                stub,
                                each -> each.getTransactionProof(GetTransactionProofRequest.newBuilder()
                                        .setChain(client.chain())
                                        .setId(id.toString())
                                        .setAt(block)
                                        .setTarget(target)
                                        .build()))
                        .getEnvelope());
    }

    /** @param at state to prove: {@code final}, {@code latest} or a height that the node still proves */
    public ProofFile ofBalance(Address address, String symbol, String at) {
        String text = client.facts().addressText().format(address);
        return get(
                at,
                block -> connection
                        .call(
                                stub,
                                each -> each.getBalanceProof(GetBalanceProofRequest.newBuilder()
                                        .setChain(client.chain())
                                        .setAddress(text)
                                        .setSymbol(symbol)
                                        .setAt(block)
                                        .setTarget(target)
                                        .build()))
                        .getEnvelope());
    }

    /** @param key inside the contract's state */
    public ProofFile ofState(String contract, Bytes key, String at) {
        return get(
                at,
                block -> connection
                        .call(
                                stub,
                                each -> each.getStateProof(GetStateProofRequest.newBuilder()
                                        .setChain(client.chain())
                                        .setContract(contract)
                                        .setKey(key.toHex())
                                        .setAt(block)
                                        .setTarget(target)
                                        .build()))
                        .getEnvelope());
    }

    private ProofFile get(String at, Function<String, ProofEnvelope> request) {
        String block = at;
        Duration waited = Duration.ZERO;
        for (int attempt = 1; ; attempt++) {
            try {
                return file(request.apply(block));
            } catch (BanyanException refused) {
                boolean again =
                        refused.known() == ErrorReason.ERROR_REASON_PROOF_NOT_READY && waited.compareTo(longest) < 0;
                if (!again) {
                    throw refused;
                }
                block = refused.metadata().getOrDefault("at", block);
                listener.accept(refused);
                waited = waited.plus(connection.hold(attempt, refused));
            }
        }
    }

    private ProofFile file(ProofEnvelope envelope) {
        ChainFacts facts = client.facts();
        try {
            ProofFile file = ProofFile.of(
                    envelope,
                    facts.name(),
                    facts.suite().id(),
                    facts.addressText().prefix());
            if (!file.chainId().equals(facts.id())) {
                throw new ProofFileException("it is about chain " + file.chainId());
            }
            return file;
        } catch (ProofFileException broken) {
            throw BanyanException.of(
                    ErrorReason.ERROR_REASON_PROOF_INVALID,
                    "the node's proof cannot be used: " + broken.getMessage(),
                    Map.of("chain", facts.name()),
                    broken);
        }
    }
}
