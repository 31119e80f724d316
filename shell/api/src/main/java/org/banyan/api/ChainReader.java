package org.banyan.api;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.banyan.contract.CommonFailure;
import org.banyan.contract.ContractFailure;
import org.banyan.contract.SystemAddresses;
import org.banyan.core.chain.EngineParts;
import org.banyan.core.chain.HeadState;
import org.banyan.core.execution.BlockEnvironment;
import org.banyan.core.state.StateView;
import org.banyan.core.store.ChainStore;
import org.banyan.core.store.StateNotRetainedException;
import org.banyan.node.chain.RunningChain;
import org.banyan.types.Address;
import org.banyan.types.AddressText;
import org.banyan.types.BlockId;
import org.banyan.types.Bytes;
import org.banyan.types.Hash;
import org.banyan.types.Height;
import org.banyan.types.TransactionId;
import org.banyan.types.block.Block;
import org.banyan.types.block.Header;
import org.banyan.v1.BlockReference;
import org.banyan.v1.ErrorReason;

/** Reads of one chain on the caller's thread, beside its lane: states, blocks, receipts and proofs never keep blocks from being made. */
record ChainReader(RunningChain chain) {
    static final String LATEST = "latest";
    static final String FINAL = "final";

    /** State after one block of the main branch, which stays what it is while it is read. */
    record Point(BlockId id, Header header, StateView state, EngineParts parts) {
        /** @throws ContractFailure if the view fails */
        Bytes call(Address caller, Address contract, String method, Bytes arguments) {
            var environment = new BlockEnvironment(header.height(), header.time(), SystemAddresses.KERNEL);
            return parts.views().call(state, environment, caller, contract, method, arguments);
        }
    }

    /** A stored block and where the chain stands. */
    record Found(BlockId id, Block block, Height head, Height finalHeight, boolean main) {}

    <T> T at(String at, Function<Point, T> question) {
        try {
            return chain.look(parts -> question.apply(point(parts, at)));
        } catch (StateNotRetainedException gone) {
            throw new ApiFailure(
                    ErrorReason.ERROR_REASON_STATE_NOT_RETAINED,
                    Optional.ofNullable(gone.getMessage()).orElse("the state is no longer kept"),
                    Map.of("at", at));
        }
    }

    private Point point(EngineParts parts, String at) {
        if (at.isEmpty() || at.equals(LATEST)) {
            HeadState head = chain.headState();
            return new Point(head.id(), head.header(), head.state(), parts);
        }
        Found found = block(at);
        Height height = found.block().header().height();
        StateView state = parts.store()
                .stateAt(height)
                .filter(view -> found.main())
                .orElseThrow(() -> new ApiFailure(
                        ErrorReason.ERROR_REASON_STATE_NOT_RETAINED,
                        "the state at height " + height + " is not kept",
                        Map.of("at", at)));
        return new Point(found.id(), found.block().header(), state, parts);
    }

    Found block(String which) {
        return chain.look(parts -> find(parts.store(), which));
    }

    /** What only the lane knows of a height, from memory alone. */
    private record Standing(Height head, Height finalHeight, Optional<BlockId> main) {}

    private Found find(ChainStore store, String which) {
        BlockId id = resolve(which);
        Block block = store.block(id).orElseThrow(() -> notFound(which));
        Height height = block.header().height();
        Standing standing = chain.read(engine -> new Standing(
                engine.head().header().height(), engine.finalBlock().header().height(), engine.mainBlockAt(height)));
        return new Found(
                id,
                block,
                standing.head(),
                standing.finalHeight(),
                standing.main().equals(Optional.of(id)));
    }

    private BlockId resolve(String which) {
        if (which.isEmpty() || which.equals(LATEST)) {
            return chain.headState().id();
        }
        if (which.equals(FINAL)) {
            return chain.status().finalId();
        }
        if (which.length() == 2 * Hash.SIZE) {
            return new BlockId(hash("block", which));
        }
        Height height = height(which);
        return chain.read(engine -> engine.mainBlockAt(height)).orElseThrow(() -> notFound(which));
    }

    private static Height height(String text) {
        boolean digits = !text.isEmpty() && text.length() <= 18 && text.chars().allMatch(c -> c >= '0' && c <= '9');
        if (!digits) {
            throw ApiFailure.field("block", "give a height, a block id of 64 hexadecimal digits, latest or final");
        }
        return new Height(Long.parseLong(text));
    }

    private static ApiFailure notFound(String which) {
        return new ApiFailure(
                ErrorReason.ERROR_REASON_BLOCK_NOT_FOUND, "there is no block " + which, Map.of("block", which));
    }

    static Hash hash(String field, String hex) {
        try {
            return Hash.fromHex(hex);
        } catch (IllegalArgumentException malformed) {
            throw ApiFailure.field(field, "give 64 hexadecimal digits");
        }
    }

    static TransactionId transactionId(String hex) {
        return new TransactionId(hash("id", hex));
    }

    Address address(String field, String text) {
        try {
            return addresses().parse(text);
        } catch (IllegalArgumentException malformed) {
            throw new ApiFailure(
                    ErrorReason.ERROR_REASON_ACCOUNT_ADDRESS_INVALID,
                    Optional.ofNullable(malformed.getMessage()).orElse("the address does not parse"),
                    Map.of("address", text, "field", field));
        }
    }

    String text(Address address) {
        return addresses().format(address);
    }

    AddressText addresses() {
        return new AddressText(chain.specification().addressPrefix());
    }

    BlockReference reference(BlockId id, Height height) {
        return BlockReference.newBuilder()
                .setChainId(chain.chainId().toString())
                .setHeight(height.value())
                .setHash(id.toString())
                .build();
    }

    BlockReference head() {
        var status = chain.status();
        return reference(status.headId(), status.head().height());
    }

    /** The public reason of a view that failed. */
    static ApiFailure failed(ContractFailure failure, String contract, String method) {
        ErrorReason reason = failure.code() instanceof CommonFailure common
                ? switch (common) {
                    case UNKNOWN_METHOD -> ErrorReason.ERROR_REASON_CONTRACT_METHOD_NOT_FOUND;
                    case BAD_ARGUMENTS -> ErrorReason.ERROR_REASON_CONTRACT_ARGUMENTS_INVALID;
                    case UNKNOWN_CONTRACT -> ErrorReason.ERROR_REASON_CONTRACT_NOT_FOUND;
                    case OUT_OF_COST -> ErrorReason.ERROR_REASON_CONTRACT_CALL_TOO_COSTLY;
                    default -> ErrorReason.ERROR_REASON_CONTRACT_CALL_FAILED;
                }
                : ErrorReason.ERROR_REASON_CONTRACT_CALL_FAILED;
        return new ApiFailure(
                reason,
                failure.code().name() + ": " + failure.text(),
                Map.of(
                        "contract",
                        contract,
                        "method",
                        method,
                        "name",
                        failure.code().name(),
                        "message",
                        failure.text()));
    }
}
