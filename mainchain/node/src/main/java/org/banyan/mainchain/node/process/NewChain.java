package org.banyan.mainchain.node.process;

import org.banyan.drivers.crypto.keystore.DevKeys;
import org.banyan.node.directory.DataDirectory;
import org.banyan.node.host.Plugins;
import org.banyan.types.crypto.CryptoSuite;
import org.banyan.types.crypto.PublicKey;
import org.banyan.types.specification.ChainSpecification;

/** A development chain that this process made a moment ago, so that no key can have signed on it anywhere. */
public final class NewChain {
    private NewChain() {}

    /** Begins the records of the public test keys among its producers, which a node with peers could not tell from lost ones later. */
    public static void beginRecords(DataDirectory directory, ChainSpecification made, Plugins plugins) {
        CryptoSuite suite = plugins.suite(made.cryptoSuite());
        DevKeys known = new DevKeys(suite);
        SignRecords records = new SignRecords(directory, made.name(), made.id(suite.hash()), suite);
        plugins.consensus(made).genesis().producers().producers().forEach(producer -> {
            PublicKey key = producer.key();
            if (known.isTestKey(key) && !records.has(key)) {
                records.begin(key);
            }
        });
    }
}
