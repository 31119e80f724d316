package org.banyan.sdk;

import java.util.Map;
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

/** Gets proofs from a node. They are checked without one: {@link ProofFile#verify}. Thread-safe. */
public final class Proofs {
    private final BanyanClient client;
    private final Connection connection;
    private final ProofServiceGrpc.ProofServiceBlockingStub stub;

    Proofs(BanyanClient client, Connection connection) {
        this.client = client;
        this.connection = connection;
        this.stub = ProofServiceGrpc.newBlockingStub(connection.channel());
    }

    /** @param at block to prove against: empty for the block that packed it, {@code latest}, {@code final} or a height */
    public ProofFile ofTransaction(TransactionId id, String at) {
        return file(connection
                .call(
                        stub,
                        each -> each.getTransactionProof(GetTransactionProofRequest.newBuilder()
                                .setChain(client.chain())
                                .setId(id.toString())
                                .setAt(at)
                                .build()))
                .getEnvelope());
    }

    public ProofFile ofBalance(Address address, String symbol, String at) {
        String text = client.facts().addressText().format(address);
        return file(connection
                .call(
                        stub,
                        each -> each.getBalanceProof(GetBalanceProofRequest.newBuilder()
                                .setChain(client.chain())
                                .setAddress(text)
                                .setSymbol(symbol)
                                .setAt(at)
                                .build()))
                .getEnvelope());
    }

    /** @param key inside the contract's state */
    public ProofFile ofState(String contract, Bytes key, String at) {
        return file(connection
                .call(
                        stub,
                        each -> each.getStateProof(GetStateProofRequest.newBuilder()
                                .setChain(client.chain())
                                .setContract(contract)
                                .setKey(key.toHex())
                                .setAt(at)
                                .build()))
                .getEnvelope());
    }

    private ProofFile file(ProofEnvelope envelope) {
        ChainFacts facts = client.facts();
        try {
            return ProofFile.of(
                    envelope,
                    facts.name(),
                    facts.suite().id(),
                    facts.addressText().prefix());
        } catch (ProofFileException broken) {
            throw BanyanException.of(
                    ErrorReason.ERROR_REASON_PROOF_INVALID,
                    "the node's proof cannot be used: " + broken.getMessage(),
                    Map.of("chain", facts.name()),
                    broken);
        }
    }
}
