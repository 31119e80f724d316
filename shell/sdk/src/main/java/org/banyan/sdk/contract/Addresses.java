package org.banyan.sdk.contract;

import org.banyan.types.Address;
import org.banyan.types.AddressText;

/** Texts of addresses. A client may accept more than it writes, such as names of keys. Thread-safe. */
public interface Addresses {
    /** @throws IllegalArgumentException saying what is wrong with {@code text} */
    Address parse(String text);

    String format(Address address);

    /** Bech32m with the chain's prefix, nothing else. */
    static Addresses of(AddressText text) {
        return new Addresses() {
            @Override
            public Address parse(String address) {
                return text.parse(address);
            }

            @Override
            public String format(Address address) {
                return text.format(address);
            }
        };
    }
}
