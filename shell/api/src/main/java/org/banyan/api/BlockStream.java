package org.banyan.api;

import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.banyan.api.ChainReader.Found;
import org.banyan.api.guard.ApiLimits;
import org.banyan.core.chain.EngineEffect;
import org.banyan.node.chain.EffectSubscription;
import org.banyan.types.BlockId;
import org.banyan.types.Height;
import org.banyan.v1.BlockItemKind;
import org.banyan.v1.ErrorReason;
import org.banyan.v1.SubscribeBlocksRequest;
import org.banyan.v1.SubscribeBlocksResponse;

/**
 * A stream of blocks: what the main branch has from a height on, then what is added, reverted and final. Runs on a thread of its own while the caller
 * listens; a reader that falls too far behind is told so.
 */
final class BlockStream {
    private static final int QUEUE = 1024;
    private static final long HEARTBEAT_SECONDS = 15;
    private static final String CURSOR_PREFIX = "h";

    private final ChainReader reader;
    private final BlockMessages messages;
    private final boolean finalOnly;
    private final PacedReader<SubscribeBlocksResponse> out;
    private final Semaphore moved = new Semaphore(0);

    private BlockStream(ChainReader reader, boolean finalOnly, PacedReader<SubscribeBlocksResponse> out) {
        this.reader = reader;
        this.messages = new BlockMessages(reader);
        this.finalOnly = finalOnly;
        this.out = out;
    }

    static void open(
            HostedChains chains,
            SubscribeBlocksRequest request,
            StreamObserver<SubscribeBlocksResponse> observer,
            ApiLimits limits) {
        var out = new PacedReader<>((ServerCallStreamObserver<SubscribeBlocksResponse>) observer, limits.patience());
        try {
            new BlockStream(chains.find(request.getChain()), request.getFinalOnly(), out).run(request.getFrom());
        } catch (RuntimeException failure) {
            out.fail(failure);
        }
    }

    private void run(String from) {
        try (EffectSubscription subscription = reader.chain().subscribe(QUEUE, moved::release)) {
            Height sent = replay(from);
            while (!out.isGone()) {
                Optional<EffectSubscription.Item> item = subscription.poll();
                if (item.isEmpty()) {
                    waitForMore();
                } else if (!send(item.get(), sent)) {
                    return;
                }
            }
        }
    }

    /** Sends what is there already; answers the highest height that was sent. */
    private Height replay(String from) {
        Found head = reader.block(ChainReader.LATEST);
        Height top = finalOnly ? head.finalHeight() : head.head();
        if (from.isEmpty()) {
            return top;
        }
        boolean cursor = from.startsWith(CURSOR_PREFIX) && from.length() < 20;
        Height height =
                reader.block(cursor ? from.substring(1) : from).block().header().height();
        height = cursor ? height.next() : height;
        for (; height.compareTo(top) <= 0 && !out.isGone(); height = height.next()) {
            Found found = reader.block(height.toString());
            boolean isFinal = height.compareTo(found.finalHeight()) <= 0;
            emit(isFinal ? BlockItemKind.BLOCK_ITEM_KIND_FINAL : BlockItemKind.BLOCK_ITEM_KIND_ADDED, found);
        }
        return top;
    }

    private boolean send(EffectSubscription.Item item, Height sent) {
        return switch (item) {
            case EffectSubscription.Item.Stopped stopped -> {
                throw new ApiFailure(ErrorReason.ERROR_REASON_NODE_NOT_READY, "the chain stopped");
            }
            case EffectSubscription.Item.Lagged lagged -> {
                throw new ApiFailure(
                        ErrorReason.ERROR_REASON_STREAM_LAGGED,
                        "the reader fell more than " + QUEUE + " events behind",
                        Map.of("cursor", CURSOR_PREFIX + sent));
            }
            case EffectSubscription.Item.Effect effect -> {
                send(effect.effect());
                yield true;
            }
        };
    }

    private void send(EngineEffect effect) {
        if (effect instanceof EngineEffect.HeadMoved moved && !finalOnly) {
            moved.reverted().forEach(id -> emit(BlockItemKind.BLOCK_ITEM_KIND_REVERTED, id));
            moved.added().forEach(id -> emit(BlockItemKind.BLOCK_ITEM_KIND_ADDED, id));
        } else if (effect instanceof EngineEffect.Finalized finalized) {
            finalized.blocks().forEach(id -> emit(BlockItemKind.BLOCK_ITEM_KIND_FINAL, id));
        }
    }

    private void emit(BlockItemKind kind, BlockId id) {
        try {
            emit(kind, reader.block(id.toString()));
        } catch (ApiFailure gone) {
            // A reverted block may have left the store since; its id is all that is left to tell.
            out.send(SubscribeBlocksResponse.newBuilder()
                    .setKind(kind)
                    .setBlock(org.banyan.v1.Block.newBuilder()
                            .setHeader(org.banyan.v1.BlockHeader.newBuilder().setHash(id.toString())))
                    .setHead(reader.head())
                    .build());
        }
    }

    private void emit(BlockItemKind kind, Found found) {
        out.send(SubscribeBlocksResponse.newBuilder()
                .setKind(kind)
                .setCursor(CURSOR_PREFIX + found.block().header().height())
                .setBlock(messages.block(found, false))
                .setHead(reader.head())
                .build());
    }

    private void waitForMore() {
        try {
            if (!moved.tryAcquire(HEARTBEAT_SECONDS, TimeUnit.SECONDS) && !out.isGone()) {
                out.send(SubscribeBlocksResponse.newBuilder()
                        .setKind(BlockItemKind.BLOCK_ITEM_KIND_HEARTBEAT)
                        .setHead(reader.head())
                        .build());
            }
            moved.drainPermits();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw PacedReader.stopping();
        }
    }
}
