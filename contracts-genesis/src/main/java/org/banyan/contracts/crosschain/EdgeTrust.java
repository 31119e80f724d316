package org.banyan.contracts.crosschain;

import java.util.Optional;
import org.banyan.contract.OtherChains;
import org.banyan.contract.OtherChains.Followed;
import org.banyan.types.Address;
import org.banyan.types.BlockId;
import org.banyan.types.Hash;
import org.banyan.types.Height;
import org.banyan.types.RuleId;
import org.banyan.types.Verdict;
import org.banyan.types.block.CertifiedHeader;
import org.banyan.types.block.Checkpoint;
import org.banyan.types.specification.ParentChain;

/**
 * How an edge loses trust and regains it: it stops when its newest header is too old, or when somebody proves a second certified history, and goes on from a
 * checkpoint of the registrar's. ADR 0049; RELIABILITY.md T13.
 */
final class EdgeTrust {
    private static final RuleId NO_SECOND_HISTORY = new RuleId("CROSS-7");
    private static final RuleId NO_CHECKPOINT = new RuleId("CROSS-8");

    private final CrosschainContext context;
    private final OtherChains chains;
    private final FollowedEdge edge;
    private final Hash chain;

    EdgeTrust(CrosschainContext context, FollowedEdge edge, Hash chain) {
        this.context = context;
        this.chains = context.context().chains();
        this.edge = edge;
        this.chain = chain;
    }

    static void requireRegistrar(CrosschainContext context, String what) {
        Optional<Address> registrar = context.state().registrar().get();
        if (!registrar.equals(Optional.of(context.caller()))) {
            throw context.fail(
                    CrosschainFailure.NOT_REGISTRAR,
                    registrar
                            .map(who -> "only " + who + " " + what)
                            .orElse("this chain has no registrar, who " + what));
        }
    }

    /** The consensus by whose light client a child or parent is followed. */
    static String lightClient(CrosschainContext context, Hash chain) {
        return context.state()
                .child(chain)
                .get()
                .map(ChildRecord::lightClient)
                .or(() -> ChainEdges.parent(context, chain).map(ParentChain::lightClient))
                .orElseThrow(() -> ChainEdges.unknown(context, chain));
    }

    /** A stolen key of the registrar's moves no edge that goes on by itself. */
    RenewReply renew(CertifiedHeader checkpoint) {
        Checkpoint before = edge.latest().orElseThrow();
        Height latest = before.header().height();
        boolean expired = context.time().compareTo(chains.trustedUntil(before.header())) > 0;
        if (!expired && edge.freeze().isEmpty()) {
            throw refused("the edge to chain " + chain
                    + " is neither frozen nor too old, and goes on by itself from height " + latest);
        }
        if (checkpoint.header().height().compareTo(latest) <= 0) {
            throw refused("the checkpoint at height " + checkpoint.header().height()
                    + " is not later than the newest followed header at height " + latest
                    + "; take one that the chain has built since");
        }
        return switch (chains.restart(lightClient(context, chain), checkpoint)) {
            case Followed.Refused refused ->
                throw context.fail(CrosschainFailure.RENEWAL_REFUSED, Refusals.text(refused.verdict()));
            case Followed.Moved moved -> {
                Hash id = edge.renew(moved.latest());
                long height = moved.latest().header().height().value();
                context.emit(new ChainRenewed(chain, height, id, latest.value()));
                yield new RenewReply(height);
            }
        };
    }

    private RuntimeException refused(String reason) {
        return context.fail(CrosschainFailure.RENEWAL_REFUSED, Refusals.text(NO_CHECKPOINT, reason));
    }

    /** The certificate's own set judges: the one in office, or the one before it while it still has something to lose. */
    ReportMisbehaviourReply report(CertifiedHeader other, long height, Hash ancestor) {
        edge.requireNotFrozen();
        Hash followed = edge.idAt(height)
                .orElseThrow(() -> context.fail(
                        CrosschainFailure.NOT_FOLLOWED,
                        "no header of chain " + chain + " at height " + Long.toUnsignedString(height)
                                + " was followed or is still kept; compare with one that was"));
        Hash voters = other.certificate().producerSet();
        Checkpoint judge = edge.former()
                .filter(former -> chains.idOf(former.childSet()).equals(voters))
                .orElseGet(() -> edge.latest().orElseThrow());
        if (context.time().compareTo(chains.trustedUntil(judge.header())) > 0) {
            throw unproven(new Verdict.Rejected(
                    NO_SECOND_HISTORY,
                    "the set that signed it has been out of office or unheard of for longer than the trust period, and its"
                            + " keys may be sold"));
        }
        Verdict verdict = chains.contradicts(
                lightClient(context, chain),
                judge,
                other,
                new Height(height),
                new BlockId(followed),
                new BlockId(ancestor));
        if (verdict instanceof Verdict.Rejected rejected) {
            throw unproven(rejected);
        }
        edge.freeze(new Freeze(height, followed, ancestor, context.height().value()));
        context.emit(new ChainFrozen(chain, height, followed, ancestor));
        return new ReportMisbehaviourReply();
    }

    private RuntimeException unproven(Verdict.Rejected rejected) {
        return context.fail(CrosschainFailure.MISBEHAVIOUR_UNPROVEN, Refusals.text(rejected));
    }
}
