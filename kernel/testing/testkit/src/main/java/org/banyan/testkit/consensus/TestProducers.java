package org.banyan.testkit.consensus;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.banyan.testkit.crypto.TestKeys;
import org.banyan.types.block.Producer;
import org.banyan.types.block.ProducerSet;
import org.banyan.types.crypto.CryptoSuite;
import org.banyan.types.crypto.Signer;

/**
 * A producer set and its keys, both in the order of the set.
 *
 * @param signers the key of the producer at the same position
 */
public record TestProducers(ProducerSet set, List<Signer> signers) {
    public TestProducers {
        signers = List.copyOf(signers);
    }

    /** One producer of weight 1 for each name, with the key {@link TestKeys#named}. */
    public static TestProducers named(CryptoSuite suite, String... names) {
        List<Signer> signers = new ArrayList<>();
        for (String name : names) {
            signers.add(TestKeys.named(suite, name));
        }
        signers.sort(Comparator.comparing(signer -> suite.addressOf(signer.publicKey())));
        List<Producer> producers = signers.stream()
                .map(signer -> new Producer(suite.addressOf(signer.publicKey()), signer.publicKey(), 1))
                .toList();
        return new TestProducers(new ProducerSet(producers), signers);
    }

    /** {@code count} producers named {@code producer-0}, {@code producer-1} and so on. */
    public static TestProducers count(CryptoSuite suite, int count) {
        String[] names = new String[count];
        for (int i = 0; i < count; i++) {
            names[i] = "producer-" + i;
        }
        return named(suite, names);
    }
}
