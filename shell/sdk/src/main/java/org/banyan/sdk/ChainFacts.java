package org.banyan.sdk;

import org.banyan.drivers.crypto.StandardCryptoSuites;
import org.banyan.sdk.contract.Addresses;
import org.banyan.types.AddressText;
import org.banyan.types.ChainId;
import org.banyan.types.crypto.CryptoSuite;
import org.banyan.v1.ChainStatus;

/**
 * What never changes of a chain and every client needs.
 *
 * @param development whether the chain was made for development, so that public test keys may be used on it
 */
public record ChainFacts(
        ChainId id, String name, AddressText addressText, CryptoSuite suite, int markWindow, boolean development) {
    /** @throws IllegalArgumentException if the status is not that of a chain this SDK can sign for */
    static ChainFacts of(ChainStatus status) {
        return new ChainFacts(
                ChainId.fromHex(status.getChainId()),
                status.getName(),
                new AddressText(status.getAddressPrefix()),
                new StandardCryptoSuites().create(status.getCryptoSuite()),
                status.getMarkWindow(),
                status.getDevelopment());
    }

    public Addresses addresses() {
        return Addresses.of(addressText);
    }
}
