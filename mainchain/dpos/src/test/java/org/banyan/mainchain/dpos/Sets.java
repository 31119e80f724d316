package org.banyan.mainchain.dpos;

import java.util.ArrayList;
import java.util.List;
import org.banyan.types.Address;
import org.banyan.types.Bytes;
import org.banyan.types.Hash;
import org.banyan.types.block.Producer;
import org.banyan.types.block.ProducerSet;
import org.banyan.types.crypto.PublicKey;

/** Sets that cannot serve as delegates. */
final class Sets {
    private Sets() {}

    static ProducerSet heavy(ProducerSet set) {
        Producer first = set.producers().getFirst();
        List<Producer> producers = new ArrayList<>(set.producers());
        producers.set(0, new Producer(first.address(), first.key(), 2));
        return new ProducerSet(producers);
    }

    static ProducerSet sameKey(ProducerSet set) {
        List<Producer> producers = new ArrayList<>(set.producers());
        producers.set(
                0, new Producer(producers.get(0).address(), producers.get(1).key(), 1));
        return new ProducerSet(producers);
    }

    static ProducerSet badKey() {
        return new ProducerSet(
                List.of(new Producer(new Address(new Hash(1, 1, 1, 1)), new PublicKey(77, Bytes.fromHex("00")), 1)));
    }
}
