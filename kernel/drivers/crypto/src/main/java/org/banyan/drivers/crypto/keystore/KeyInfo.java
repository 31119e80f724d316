package org.banyan.drivers.crypto.keystore;

import org.banyan.types.Address;
import org.banyan.types.crypto.PublicKey;

/** What may be shown of a key without its password. */
public record KeyInfo(String name, KeyRole role, PublicKey publicKey, Address address) {}
