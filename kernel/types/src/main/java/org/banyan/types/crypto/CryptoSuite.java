package org.banyan.types.crypto;

import java.util.Optional;
import org.banyan.types.Address;
import org.banyan.types.Bytes;
import org.banyan.types.ChainId;
import org.banyan.types.Hash;

/**
 * The cryptography of one chain: its hash, its signature schemes and how keys become addresses. Named in the chain specification.
 *
 * <p>Thread-safe. Source: aelf whitepaper 5.2.8 (customisation), DESIGN.md 2.
 */
public interface CryptoSuite {
    /** Name in the chain specification, such as {@code sha256-secp256k1}. */
    String id();

    HashFunction hash();

    /** The scheme with this id, or empty when the chain does not accept it. */
    Optional<SignatureScheme> scheme(int id);

    /** The scheme that new keys of this chain use. */
    SignatureScheme defaultScheme();

    /** Address of the key account of {@code key}: tagged hash of (scheme as 4 big-endian bytes, key bytes). */
    default Address addressOf(PublicKey key) {
        byte[] input = new byte[4 + key.bytes().size()];
        writeInt(key.scheme(), input, 0);
        System.arraycopy(key.bytes().readOnlyArray(), 0, input, 4, key.bytes().size());
        return new Address(hash().hash(Tag.ADDRESS_OF_KEY, input, 0, input.length));
    }

    /** Address of a contract: tagged hash of (deployer, salt). */
    default Address addressOfContract(Address deployer, Bytes salt) {
        return new Address(hash().hash(Tag.ADDRESS_OF_CONTRACT, Bytes.concat(deployer.bytes(), salt)));
    }

    /** What is signed: tagged hash of (chain id, type as 4 big-endian bytes, object hash). */
    default Hash signingHash(ChainId chain, SignatureType type, Hash object) {
        byte[] input = new byte[2 * Hash.SIZE + 4];
        chain.hash().write(input, 0);
        writeInt(type.code(), input, Hash.SIZE);
        object.write(input, Hash.SIZE + 4);
        return hash().hash(Tag.SIGNATURE, input, 0, input.length);
    }

    private static void writeInt(int value, byte[] target, int offset) {
        target[offset] = (byte) (value >>> 24);
        target[offset + 1] = (byte) (value >>> 16);
        target[offset + 2] = (byte) (value >>> 8);
        target[offset + 3] = (byte) value;
    }
}
