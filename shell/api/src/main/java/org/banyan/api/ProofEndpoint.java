package org.banyan.api;

import io.grpc.stub.StreamObserver;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.banyan.api.ChainReader.Found;
import org.banyan.api.TransactionMessages.Place;
import org.banyan.core.proof.ProofMaker;
import org.banyan.core.state.StateKey;
import org.banyan.crosschain.ChainAccess;
import org.banyan.node.chain.RunningChain;
import org.banyan.sdk.proof.ProofCheck;
import org.banyan.sdk.proof.ProofFile;
import org.banyan.sdk.proof.ProofFileException;
import org.banyan.sdk.proof.TokenLayout;
import org.banyan.types.Address;
import org.banyan.types.Amount;
import org.banyan.types.Bytes;
import org.banyan.types.Height;
import org.banyan.types.TransactionId;
import org.banyan.types.block.Header;
import org.banyan.types.proof.Proof;
import org.banyan.types.proof.ProofStep;
import org.banyan.v1.BlockReference;
import org.banyan.v1.ErrorReason;
import org.banyan.v1.Finality;
import org.banyan.v1.GetBalanceProofRequest;
import org.banyan.v1.GetBalanceProofResponse;
import org.banyan.v1.GetStateProofRequest;
import org.banyan.v1.GetStateProofResponse;
import org.banyan.v1.GetTransactionProofRequest;
import org.banyan.v1.GetTransactionProofResponse;
import org.banyan.v1.ProofClaim;
import org.banyan.v1.ProofEnvelope;
import org.banyan.v1.ProofKind;
import org.banyan.v1.ProofServiceGrpc;
import org.banyan.v1.VerifyRequest;
import org.banyan.v1.VerifyResponse;

/** banyan.v1.ProofService. Proofs are about final blocks, and lead on to those of other chains when asked to. */
final class ProofEndpoint extends ProofServiceGrpc.ProofServiceImplBase {
    private final HostedChains chains;
    private final ProofTargets targets;

    ProofEndpoint(HostedChains chains, Function<RunningChain, ChainAccess> access) {
        this.chains = chains;
        this.targets = new ProofTargets(chains, access);
    }

    @Override
    public void getTransactionProof(
            GetTransactionProofRequest request, StreamObserver<GetTransactionProofResponse> out) {
        chains.read(out, () -> {
            ChainReader reader = chains.find(request.getChain());
            TransactionId id = ChainReader.transactionId(request.getId());
            Place place = new TransactionMessages(reader).required(id);
            if (!(place instanceof Place.Packed packed)) {
                throw notReady(id, "PENDING");
            }
            Header header = packed.block().block().header();
            Height anchor = request.getAt().isEmpty()
                    ? header.height()
                    : reader.block(request.getAt()).block().header().height();
            ProofMaker.Made made = reader.chain()
                    .look(parts -> new ProofMaker(
                                    parts.store(),
                                    reader.chain().rules().suite().hash())
                            .transaction(id, anchor.compareTo(header.height()) < 0 ? header.height() : anchor))
                    .orElseThrow(() -> notReady(id, "PACKED"));
            ProofTargets.Led led = targets.lead(reader, made, request.getTarget());
            ProofClaim claim = ProofClaim.newBuilder()
                    .setTransactionId(id.toString())
                    .setAuthorizationsHash(
                            packed.transaction().authorizationsHash().toString())
                    .setPackedHeight(header.height().value())
                    .build();
            return GetTransactionProofResponse.newBuilder()
                    .setEnvelope(envelope(reader, led, ProofKind.PROOF_KIND_TRANSACTION, claim))
                    .build();
        });
    }

    private static ApiFailure notReady(TransactionId id, String stage) {
        return new ApiFailure(
                ErrorReason.ERROR_REASON_PROOF_NOT_READY,
                "transaction " + id + " is " + stage + ", not final yet",
                Map.of("id", id.toString(), "stage", stage));
    }

    @Override
    public void getStateProof(GetStateProofRequest request, StreamObserver<GetStateProofResponse> out) {
        chains.read(out, () -> {
            ChainReader reader = chains.find(request.getChain());
            Address contract = contract(reader, request.getContract());
            Bytes key = key(request.getKey());
            ProofMaker.Made made = state(reader, new StateKey(contract, key), request.getAt());
            Optional<Bytes> value = value(made.proof());
            ProofTargets.Led led = targets.lead(reader, made, request.getTarget());
            ProofClaim claim = ProofClaim.newBuilder()
                    .setContract(reader.text(contract))
                    .setKey(key.toHex())
                    .setPresent(value.isPresent())
                    .setValue(value.map(Bytes::toHex).orElse(""))
                    .build();
            return GetStateProofResponse.newBuilder()
                    .setEnvelope(envelope(reader, led, ProofKind.PROOF_KIND_STATE, claim))
                    .build();
        });
    }

    private static Address contract(ChainReader reader, String text) {
        if (text.startsWith(reader.chain().specification().addressPrefix() + "1")) {
            return reader.address("contract", text);
        }
        return reader.at(ChainReader.LATEST, point -> new SystemViews(point).contract(text))
                .orElseThrow(() -> new ApiFailure(
                        ErrorReason.ERROR_REASON_CONTRACT_NOT_FOUND,
                        "there is no contract " + text,
                        Map.of("contract", text)))
                .address();
    }

    private static Bytes key(String hex) {
        try {
            return Bytes.fromHex(hex);
        } catch (IllegalArgumentException malformed) {
            throw ApiFailure.field("key", "give the state key as hexadecimal digits");
        }
    }

    @Override
    public void getBalanceProof(GetBalanceProofRequest request, StreamObserver<GetBalanceProofResponse> out) {
        chains.read(out, () -> {
            ChainReader reader = chains.find(request.getChain());
            Address owner = reader.address("address", request.getAddress());
            Address token = reader.at(ChainReader.LATEST, point -> new SystemViews(point).tokenAddress())
                    .orElseThrow(() ->
                            new ApiFailure(ErrorReason.ERROR_REASON_NOT_SUPPORTED, "this chain has no token contract"));
            StateKey key = new StateKey(token, TokenLayout.balanceKey(owner, request.getSymbol()));
            ProofMaker.Made made = state(reader, key, request.getAt());
            Optional<Bytes> value = value(made.proof());
            ProofTargets.Led led = targets.lead(reader, made, request.getTarget());
            ProofClaim claim = ProofClaim.newBuilder()
                    .setContract(reader.text(token))
                    .setKey(key.key().toHex())
                    .setPresent(value.isPresent())
                    .setValue(value.map(Bytes::toHex).orElse(""))
                    .setAddress(reader.text(owner))
                    .setSymbol(request.getSymbol())
                    .setAmount(value.map(Amount::fromBytes).orElse(Amount.ZERO).toString())
                    .build();
            return GetBalanceProofResponse.newBuilder()
                    .setEnvelope(envelope(reader, led, ProofKind.PROOF_KIND_STATE, claim))
                    .build();
        });
    }

    private static ProofMaker.Made state(ChainReader reader, StateKey key, String at) {
        Found block = reader.block(at.isEmpty() ? ChainReader.FINAL : at);
        Height height = block.block().header().height();
        return reader.chain()
                .look(parts -> new ProofMaker(
                                parts.store(), reader.chain().rules().suite().hash())
                        .state(key, height))
                .orElseThrow(() -> new ApiFailure(
                        height.compareTo(block.finalHeight()) > 0
                                ? ErrorReason.ERROR_REASON_PROOF_NOT_READY
                                : ErrorReason.ERROR_REASON_PROOF_NOT_RETAINED,
                        "state is provable at the newest final heights, not at " + height,
                        Map.of("height", height.toString(), "at", height.toString())));
    }

    private static Optional<Bytes> value(Proof proof) {
        return proof.steps().getFirst() instanceof ProofStep.KeyInState known
                ? known.step().value()
                : Optional.empty();
    }

    private static ProofEnvelope envelope(ChainReader reader, ProofTargets.Led led, ProofKind kind, ProofClaim claim) {
        return ProofEnvelope.newBuilder()
                .setKind(kind)
                .setBlock(led.block())
                .setFinality(Finality.FINALITY_FINAL)
                .setProof(ReceiptMessages.bytes(Proof.CODEC.encode(led.proof())))
                .setClaim(claim)
                .setChainId(reader.chain().chainId().toString())
                .setBlockChain(led.chain().chain().name())
                .build();
    }

    @Override
    public void verify(VerifyRequest request, StreamObserver<VerifyResponse> out) {
        chains.read(out, () -> {
            ChainReader reader = chains.find(request.getChain());
            ChainReader blockReader = request.getBlockChain().isEmpty() ? reader : chains.find(request.getBlockChain());
            String which = request.getBlockId().isEmpty() ? Long.toString(request.getHeight()) : request.getBlockId();
            Found block = blockReader.block(which);
            BlockReference trusted =
                    blockReader.reference(block.id(), block.block().header().height());
            Optional<String> wrong = whyWrong(reader, request, trusted);
            return VerifyResponse.newBuilder()
                    .setBlock(trusted)
                    .setFinality(BlockMessages.finality(block))
                    .setValid(wrong.isEmpty())
                    .setMessage(wrong.orElse(""))
                    .build();
        });
    }

    private static Optional<String> whyWrong(ChainReader reader, VerifyRequest request, BlockReference trusted) {
        ProofEnvelope envelope = ProofEnvelope.newBuilder()
                .setKind(request.getKind())
                .setClaim(request.getClaim())
                .setBlock(trusted)
                .setProof(request.getProof())
                .setChainId(reader.chain().chainId().toString())
                .build();
        try {
            var specification = reader.chain().specification();
            ProofFile file = ProofFile.of(
                    envelope, reader.chain().name(), specification.cryptoSuite(), specification.addressPrefix());
            return file.verify(file.block()) instanceof ProofCheck.Invalid invalid
                    ? Optional.of(invalid.reason() + " [rule=" + invalid.rule() + "]")
                    : Optional.empty();
        } catch (ProofFileException incomplete) {
            throw ApiFailure.field(
                    "claim", Optional.ofNullable(incomplete.getMessage()).orElse("the claim is incomplete"));
        }
    }
}
