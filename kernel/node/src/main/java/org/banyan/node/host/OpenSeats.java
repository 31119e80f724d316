package org.banyan.node.host;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.banyan.consensus.AgentSetup;
import org.banyan.consensus.Consensus;
import org.banyan.consensus.SignGuard;
import org.banyan.core.execution.ChainRules;
import org.banyan.node.chain.Seat;
import org.banyan.types.Height;

/** The seats of one chain with their guards open: one for each key, or one that only follows. Closed with the chain. */
record OpenSeats(List<Seat> all) implements AutoCloseable {
    OpenSeats {
        all = List.copyOf(all);
    }

    /** Opens all guards or leaves none open. */
    static OpenSeats open(List<ProducerKey> producers, ChainRules rules, Height head, Consensus consensus) {
        if (producers.isEmpty()) {
            var follower = new NoSigning();
            return new OpenSeats(List.of(new Seat(
                    "none", consensus.agent(new AgentSetup(Optional.empty(), follower.lastSigned())), follower)));
        }
        List<SignGuard> guards = new ArrayList<>();
        try {
            List<Seat> seats = new ArrayList<>();
            for (ProducerKey producer : producers) {
                SignGuard guard = producer.guards().open(rules.chainId(), rules.suite(), head);
                guards.add(guard);
                String name =
                        rules.specification().addressText().format(rules.suite().addressOf(producer.key()));
                var setup = new AgentSetup(Optional.of(producer.key()), guard.lastSigned());
                seats.add(new Seat(name, consensus.agent(setup), guard));
            }
            return new OpenSeats(seats);
        } catch (RuntimeException failed) {
            closeAll(guards, failed);
            throw failed;
        }
    }

    private static void closeAll(List<SignGuard> guards, RuntimeException reason) {
        for (SignGuard guard : guards) {
            try {
                close(guard);
            } catch (RuntimeException alsoFailed) {
                reason.addSuppressed(alsoFailed);
            }
        }
    }

    private static void close(SignGuard guard) {
        if (guard instanceof AutoCloseable open) {
            try {
                open.close();
            } catch (RuntimeException failed) {
                throw failed;
            } catch (Exception failed) {
                throw new IllegalStateException("the sign guard could not be closed: " + failed, failed);
            }
        }
    }

    /** Closes every guard, also after one could not be; then throws what went wrong first. */
    @Override
    public void close() {
        List<RuntimeException> failures = new ArrayList<>();
        for (Seat seat : all) {
            try {
                close(seat.guard());
            } catch (RuntimeException failed) {
                failures.add(failed);
            }
        }
        if (!failures.isEmpty()) {
            RuntimeException first = failures.removeFirst();
            failures.forEach(first::addSuppressed);
            throw first;
        }
    }
}
