package org.banyan.drivers.exec.akka.cluster;

import akka.actor.AbstractActorWithTimers;
import akka.actor.ActorRef;
import akka.actor.Props;
import akka.actor.Terminated;
import akka.cluster.Cluster;
import akka.cluster.ClusterEvent;
import akka.cluster.Member;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.banyan.spi.verification.OfferedChunk;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The node's side: hands chunks to workers as {@link Dispatch} decides. */
final class NodeActor extends AbstractActorWithTimers {
    private static final Logger LOG = LoggerFactory.getLogger("org.banyan.verify");

    /** Name below {@code /user}, where workers find it. */
    static final String NAME = "node";

    /** How many times within a time limit overdue chunks are looked for. */
    private static final int TICKS_PER_LIMIT = 5;

    record Offer(OfferedChunk chunk) {}

    record Distrust(String worker, String why) {}

    private enum Tick {
        NOW
    }

    /** What threads outside look at and count. */
    record Shared(AtomicBoolean present, AtomicInteger pendingOffers) {}

    private final Dispatch dispatch;
    private final Duration limit;
    private final Shared shared;
    private final Map<String, ActorRef> refs = new HashMap<>();

    /** Who is watched by the cluster, so that it is missed when it goes: only they can be workers. */
    private final Set<String> members = new HashSet<>();

    private NodeActor(Duration limit, Shared shared) {
        this.dispatch = new Dispatch(limit.toNanos());
        this.limit = limit;
        this.shared = shared;
    }

    static Props props(Duration limit, Shared shared) {
        return Props.create(NodeActor.class, () -> new NodeActor(limit, shared));
    }

    @Override
    public void preStart() {
        getTimers().startTimerWithFixedDelay("tick", Tick.NOW, limit.dividedBy(TICKS_PER_LIMIT));
        Cluster.get(getContext().getSystem())
                .subscribe(
                        getSelf(),
                        ClusterEvent.initialStateAsEvents(),
                        ClusterEvent.MemberUp.class,
                        ClusterEvent.UnreachableMember.class,
                        ClusterEvent.MemberRemoved.class);
    }

    @Override
    public void postStop() {
        dispatch.close();
        noteWorkers();
    }

    @Override
    public Receive createReceive() {
        return receiveBuilder()
                .match(Offer.class, offer -> {
                    shared.pendingOffers().decrementAndGet();
                    send(dispatch.offered(offer.chunk(), System.nanoTime()));
                })
                .match(Wire.Answer.class, answer -> {
                    String worker = nameOf(getSender());
                    if (answer.verdicts().isEmpty() && dispatch.knows(worker)) {
                        leave(worker, "does not know the crypto suite of a chain; give it the plug-ins of this node");
                        dispatch.distrust(worker);
                    }
                    send(dispatch.answered(worker, answer.ticket(), answer.verdicts(), System.nanoTime()));
                })
                .match(Wire.Hello.class, this::greet)
                .matchEquals(Tick.NOW, tick -> send(dispatch.tick(System.nanoTime())))
                .match(Distrust.class, this::distrust)
                .match(Terminated.class, gone -> leave(nameOf(gone.getActor()), "has stopped"))
                .match(ClusterEvent.UnreachableMember.class, event -> leave(nameOf(event.member()), "is silent"))
                .match(ClusterEvent.MemberUp.class, event -> members.add(nameOf(event.member())))
                .match(ClusterEvent.MemberRemoved.class, event -> {
                    members.remove(nameOf(event.member()));
                    leave(nameOf(event.member()), "has left");
                })
                .build();
    }

    private void greet(Wire.Hello hello) {
        String worker = nameOf(getSender());
        if (members.contains(worker) && !dispatch.knows(worker)) {
            refs.put(worker, getSender());
            send(dispatch.joined(worker, hello.slots(), System.nanoTime()));
            if (dispatch.knows(worker)) {
                getContext().watch(getSender());
                LOG.info("verify worker {} takes {} chunks at a time", worker, hello.slots());
            } else {
                refs.remove(worker);
            }
            noteWorkers();
        }
    }

    private void leave(String worker, String how) {
        if (dispatch.knows(worker)) {
            LOG.warn("verify worker {} {}; this node verifies what it had", worker, how);
        }
        dispatch.left(worker);
        ActorRef ref = refs.remove(worker);
        if (ref != null) {
            getContext().unwatch(ref);
        }
        noteWorkers();
    }

    private void distrust(Distrust wrong) {
        LOG.error(
                "verify worker {} is wrong: {}. It gets nothing any more until this node starts again. What it called valid before was"
                        + " believed but for samples: look into that machine, and if it may have lied on purpose, have this node's chains"
                        + " verified again from the blocks of another node",
                wrong.worker(),
                wrong.why());
        leave(wrong.worker(), "is not trusted");
        dispatch.distrust(wrong.worker());
        noteWorkers();
    }

    private void noteWorkers() {
        shared.present().set(dispatch.hasWorkers());
    }

    private void send(List<Dispatch.Shipment> shipments) {
        for (Dispatch.Shipment each : shipments) {
            ActorRef ref = refs.get(each.worker());
            if (ref != null) {
                ref.tell(new Wire.Request(each.ticket(), each.chunk()), getSelf());
            }
        }
    }

    private static String nameOf(ActorRef ref) {
        return ref.path().address().hostPort();
    }

    private static String nameOf(Member member) {
        return member.address().hostPort();
    }
}
