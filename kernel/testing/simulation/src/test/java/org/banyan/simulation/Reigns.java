package org.banyan.simulation;

import java.util.ArrayList;
import java.util.List;
import org.banyan.types.block.Producer;
import org.banyan.types.block.ProducerSet;
import org.banyan.types.crypto.CryptoSuite;
import org.banyan.types.crypto.Signer;

/**
 * Who serves when, in a chain with more producers than seats: each reign has the neighbours of the one before, so that some stay, some leave and some are new.
 *
 * @param producers all who may serve, ascending by address: the nodes of the chain, in their order
 */
record Reigns(List<Signer> producers, int seats, CryptoSuite suite) {
    Reigns {
        producers = List.copyOf(producers);
    }

    /** Everybody serves for ever. */
    static Reigns forAll(List<Signer> producers, CryptoSuite suite) {
        return new Reigns(producers, producers.size(), suite);
    }

    boolean change() {
        return seats < producers.size();
    }

    /** Positions in {@link #producers}, ascending. The first reign is 0. */
    List<Integer> members(long reign) {
        int all = producers.size();
        int first = Math.toIntExact(Math.floorMod(reign * (all - seats), (long) all));
        List<Integer> members = new ArrayList<>();
        for (int i = 0; i < seats; i++) {
            members.add((first + i) % all);
        }
        members.sort(null);
        return members;
    }

    ProducerSet set(long reign) {
        return new ProducerSet(members(reign).stream()
                .map(producers::get)
                .map(signer -> new Producer(suite.addressOf(signer.publicKey()), signer.publicKey(), 1))
                .toList());
    }
}
