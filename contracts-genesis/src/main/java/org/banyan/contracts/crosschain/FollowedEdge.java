package org.banyan.contracts.crosschain;

import java.util.Optional;
import org.banyan.contract.OtherChains.Followed;
import org.banyan.types.Hash;
import org.banyan.types.RuleId;
import org.banyan.types.block.CertifiedHeader;
import org.banyan.types.block.Checkpoint;
import org.banyan.types.block.Header;
import org.banyan.types.block.ProducerSet;

/** The light client of one followed chain, as this contract's state keeps it, and the ids of the newest headers it followed. */
final class FollowedEdge {
    /** Followed headers whose ids are kept for proofs to end in: about half an hour at 0.5 s and four and a half hours at 4 s. */
    static final int KEPT_MAX = 4096;

    /** Nothing is believed of a chain that two histories were certified of. */
    private static final RuleId FROZEN = new RuleId("LIGHT-9");

    private final CrosschainContext context;
    private final CrosschainState state;
    private final Hash chain;
    private final int keptMax;

    FollowedEdge(CrosschainContext context, Hash chain, int keptMax) {
        this.context = context;
        this.keptMax = keptMax;
        this.state = context.state();
        this.chain = chain;
    }

    /** For reading alone. */
    FollowedEdge(CrosschainContext context, Hash chain) {
        this(context, chain, KEPT_MAX);
    }

    /** Where the light client stands; empty for a parent of which nothing has been followed. */
    Optional<Checkpoint> latest() {
        return state.header(chain)
                .get()
                .map(header -> new Checkpoint(
                        Header.CODEC.decode(header),
                        ProducerSet.CODEC.decode(state.producers(chain).get().orElseThrow())));
    }

    void start(Checkpoint from) {
        keep(from);
    }

    void startOnce(Checkpoint from) {
        if (!state.header(chain).isPresent()) {
            keep(from);
        }
    }

    /** Takes one step and answers the id of the header, or fails by the light client's rule and changes nothing. */
    Hash follow(String lightClient, CertifiedHeader next) {
        freeze().ifPresent(freeze -> {
            throw context.fail(CrosschainFailure.HEADER_REFUSED, frozen(freeze));
        });
        Checkpoint before = latest().orElseThrow();
        return switch (context.context().chains().follow(lightClient, before, next)) {
            case Followed.Refused refused ->
                throw context.fail(CrosschainFailure.HEADER_REFUSED, Refusals.text(refused.verdict()));
            case Followed.Moved moved -> {
                keep(moved.latest(), before);
                yield remember(moved.latest().header());
            }
        };
    }

    private void keep(Checkpoint now) {
        state.header(chain).set(Header.CODEC.encode(now.header()));
        state.producers(chain).set(ProducerSet.CODEC.encode(now.childSet()));
    }

    /** The set is large and seldom changes. */
    private void keep(Checkpoint now, Checkpoint before) {
        state.header(chain).set(Header.CODEC.encode(now.header()));
        if (!now.childSet().equals(before.childSet())) {
            state.formerHeader(chain).set(Header.CODEC.encode(before.header()));
            state.formerProducers(chain).set(ProducerSet.CODEC.encode(before.childSet()));
            state.producers(chain).set(ProducerSet.CODEC.encode(now.childSet()));
        }
    }

    /** The last checkpoint of the set before the present one. */
    Optional<Checkpoint> former() {
        return state.formerHeader(chain)
                .get()
                .map(header -> new Checkpoint(
                        Header.CODEC.decode(header),
                        ProducerSet.CODEC.decode(
                                state.formerProducers(chain).get().orElseThrow())));
    }

    /** Starts anew; answers the id of the header. Proofs about earlier blocks are led on to it by its own history. */
    Hash renew(Checkpoint from) {
        state.frozen(chain).remove();
        state.formerHeader(chain).remove();
        state.formerProducers(chain).remove();
        state.renewal(chain)
                .set(new Renewal(
                        state.steps(chain).get(),
                        from.header().height().value(),
                        context.height().value()));
        keep(from);
        return remember(from.header());
    }

    Optional<Freeze> freeze() {
        return state.frozen(chain).get();
    }

    void freeze(Freeze freeze) {
        state.frozen(chain).set(freeze);
    }

    void requireNotFrozen() {
        freeze().ifPresent(freeze -> {
            throw context.fail(CrosschainFailure.EDGE_FROZEN, frozen(freeze));
        });
    }

    private String frozen(Freeze freeze) {
        return Refusals.text(
                FROZEN,
                "a quorum of chain " + chain + " certified " + freeze.followed() + " and " + freeze.other()
                        + " at height "
                        + Long.toUnsignedString(freeze.height())
                        + "; nothing of it is taken until the registrar renews the edge from the branch that is right");
    }

    /** The followed header that proofs may end in. */
    Optional<FollowedHeader> followedAt(long height) {
        long first = state.renewal(chain).get().map(Renewal::height).orElse(0L);
        return Long.compareUnsigned(height, first) < 0
                ? Optional.empty()
                : state.followed(chain, height).get();
    }

    /** The block that this chain took at that height: followed, or what the edge stands at. */
    Optional<Hash> idAt(long height) {
        return followedAt(height)
                .map(FollowedHeader::blockId)
                .or(() -> latest().map(Checkpoint::header)
                        .filter(header -> header.height().value() == height)
                        .map(header -> context.context().chains().idOf(header).hash()));
    }

    private Hash remember(Header header) {
        long steps = state.steps(chain).get();
        long place = steps % keptMax;
        if (steps >= keptMax) {
            state.followed(chain, state.followedHeight(chain, place).get()).remove();
        }
        Hash id = context.context().chains().idOf(header).hash();
        state.followed(chain, header.height().value())
                .set(new FollowedHeader(id, context.height().value()));
        state.followedHeight(chain, place).set(header.height().value());
        state.steps(chain).set(steps + 1);
        return id;
    }

    /** The first kept header at {@code height} or above it: heights rise with the steps, so halving finds it. */
    Optional<GetFollowedReply> firstFrom(long height) {
        long steps = state.steps(chain).get();
        long renewed = state.renewal(chain).get().map(Renewal::step).orElse(0L);
        long low = Math.max(renewed, steps - keptMax);
        long high = steps;
        while (low < high) {
            long middle = low + (high - low) / 2;
            if (Long.compareUnsigned(heightOf(middle), height) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        if (low == steps) {
            return Optional.empty();
        }
        long found = heightOf(low);
        return Optional.of(
                new GetFollowedReply(found, state.followed(chain, found).get().orElseThrow()));
    }

    private long heightOf(long step) {
        return state.followedHeight(chain, step % keptMax).get();
    }
}
