package org.banyan.testkit.crypto;

import java.util.List;
import org.banyan.spi.crypto.CryptoSuiteFactory;
import org.banyan.types.crypto.CryptoSuite;

/** Makes the suite {@value StubCryptoSuite#ID}. */
public final class StubCryptoSuiteFactory implements CryptoSuiteFactory {
    @Override
    public List<String> ids() {
        return List.of(StubCryptoSuite.ID);
    }

    @Override
    public CryptoSuite create(String id) {
        if (!id.equals(StubCryptoSuite.ID)) {
            throw new IllegalArgumentException("no stub suite is called '" + id + "'; there is " + ids());
        }
        return new StubCryptoSuite();
    }

    @Override
    public String describe() {
        return "stub signatures: for tests only, everybody can forge them";
    }
}
