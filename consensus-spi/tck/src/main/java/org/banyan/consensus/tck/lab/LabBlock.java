package org.banyan.consensus.tck.lab;

import java.util.List;
import org.banyan.types.Bytes;
import org.banyan.types.ChainId;
import org.banyan.types.Hash;
import org.banyan.types.block.Certificate;
import org.banyan.types.block.Header;
import org.banyan.types.crypto.HashFunction;
import org.banyan.types.crypto.Tag;

/**
 * A block whose body is the certificates it carries.
 *
 * @param carried certificates of ancestors
 */
public record LabBlock(Header header, List<Certificate> carried) {
    public LabBlock {
        carried = List.copyOf(carried);
    }

    /** @param salt tells the blocks of one network from those of another with the same keys */
    static Hash bodyRoot(HashFunction hash, Bytes salt, List<Certificate> carried) {
        Bytes body = salt;
        for (Certificate certificate : carried) {
            body = Bytes.concat(body, Certificate.CODEC.encode(certificate));
        }
        return hash.hash(Tag.LIST_BODY, body);
    }

    /** Stands in the roots that a lab block has no use for. */
    static Hash none(ChainId chain) {
        return chain.hash();
    }
}
