package org.banyan.contract.test;

import org.banyan.testkit.crypto.StubCryptoSuite;
import org.banyan.testkit.crypto.TestKeys;
import org.banyan.types.Address;
import org.banyan.types.crypto.CryptoSuite;
import org.banyan.types.crypto.Signer;

/** An account by name: its key and address are the same in every run. */
public record TestAccount(String name, Signer signer, Address address) {
    static final CryptoSuite SUITE = new StubCryptoSuite();

    public static TestAccount named(String name) {
        Signer signer = TestKeys.named(SUITE, name);
        return new TestAccount(name, signer, SUITE.addressOf(signer.publicKey()));
    }

    @Override
    public String toString() {
        return name;
    }
}
