package org.banyan.simulation.scenario;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.banyan.types.BlockId;
import org.banyan.types.Bytes;
import org.banyan.types.ChainId;
import org.banyan.types.Hash;
import org.banyan.types.block.Witness;
import org.banyan.types.block.WitnessEntry;
import org.banyan.types.crypto.CryptoSuite;
import org.banyan.types.crypto.PublicKey;
import org.banyan.types.crypto.SignatureType;

/** Who sealed a block, found by trying every producer's key on its seal: no schedule has to be known for it. */
final class Sealers {
    private final CryptoSuite suite;
    private final ChainId chain;
    private final List<PublicKey> keys;
    private final Map<BlockId, OptionalInt> known = new TreeMap<>();

    Sealers(CryptoSuite suite, ChainId chain, List<PublicKey> keys) {
        this.suite = suite;
        this.chain = chain;
        this.keys = List.copyOf(keys);
    }

    /** Position of the producer whose signature of the block id stands in {@code witness}; empty when none of them signed. */
    OptionalInt of(BlockId block, Witness witness) {
        OptionalInt before = known.getOrDefault(block, OptionalInt.empty());
        if (before.isPresent()) {
            return before;
        }
        OptionalInt found = look(block, witness);
        known.put(block, found);
        return found;
    }

    private OptionalInt look(BlockId block, Witness witness) {
        Hash message = suite.signingHash(chain, SignatureType.BLOCK, block.hash());
        for (Bytes seal : witness.payloads(WitnessEntry.SIGNATURE)) {
            for (int i = 0; i < keys.size(); i++) {
                PublicKey key = keys.get(i);
                boolean sealed = suite.scheme(key.scheme())
                        .map(scheme -> scheme.verify(message, key.bytes(), seal))
                        .orElse(false);
                if (sealed) {
                    return OptionalInt.of(i);
                }
            }
        }
        return OptionalInt.empty();
    }
}
