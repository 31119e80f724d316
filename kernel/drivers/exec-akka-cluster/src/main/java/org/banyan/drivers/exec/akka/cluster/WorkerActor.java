package org.banyan.drivers.exec.akka.cluster;

import akka.actor.AbstractActorWithTimers;
import akka.actor.ActorRef;
import akka.actor.ActorSelection;
import akka.actor.Props;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.banyan.spi.verification.ChunkVerdicts;
import org.banyan.spi.verification.SignatureChunk;

/** A worker's side: says that it is there, and answers what it is asked on threads of its own. */
final class WorkerActor extends AbstractActorWithTimers {
    private static final Duration GREETING = Duration.ofSeconds(1);

    /** Finds out about a chunk; empty when its crypto suite is unknown here. */
    interface Judge {
        Optional<ChunkVerdicts> judge(SignatureChunk chunk);
    }

    private enum Greet {
        NOW
    }

    private final ActorSelection node;
    private final int slots;
    private final Judge judge;
    private final Executor threads;
    private final AtomicInteger busy = new AtomicInteger();

    private WorkerActor(ClusterEndpoint node, int slots, Judge judge, Executor threads) {
        this.node = getContext().actorSelection(ClusterSystem.address(node) + "/user/" + NodeActor.NAME);
        this.slots = slots;
        this.judge = judge;
        this.threads = threads;
    }

    static Props props(ClusterEndpoint node, int slots, Judge judge, Executor threads) {
        return Props.create(WorkerActor.class, () -> new WorkerActor(node, slots, judge, threads));
    }

    @Override
    public void preStart() {
        getTimers().startTimerWithFixedDelay("greet", Greet.NOW, GREETING);
        greet();
    }

    private void greet() {
        node.tell(new Wire.Hello(slots), getSelf());
    }

    @Override
    public Receive createReceive() {
        return receiveBuilder()
                .matchEquals(Greet.NOW, now -> greet())
                .match(Wire.Request.class, this::take)
                .build();
    }

    /** More than the node may send is dropped: its time limit takes care of that. */
    private void take(Wire.Request request) {
        if (busy.get() >= slots) {
            return;
        }
        busy.incrementAndGet();
        ActorRef asker = getSender();
        ActorRef self = getSelf();
        threads.execute(() -> {
            Optional<ChunkVerdicts> verdicts;
            try {
                verdicts = judge.judge(request.chunk());
            } finally {
                // Before the answer leaves: the node may send the next chunk as soon as it has it.
                busy.decrementAndGet();
            }
            asker.tell(new Wire.Answer(request.ticket(), verdicts), self);
        });
    }
}
