package org.banyan.mainchain.node.bench;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.banyan.types.Address;
import org.banyan.types.Bytes;
import org.banyan.types.crypto.CryptoSuite;
import org.banyan.types.crypto.Sha256;
import org.banyan.types.crypto.Signer;
import org.banyan.types.crypto.Tag;

/** Accounts that follow from a seed; their keys are nobody's secret. */
final class Accounts {
    private final List<Signer> signers = new ArrayList<>();
    private final List<Address> addresses = new ArrayList<>();

    Accounts(CryptoSuite suite, long seed, int count) {
        for (int i = 0; i < count; i++) {
            Bytes index =
                    Bytes.wrap(ByteBuffer.allocate(16).putLong(seed).putLong(i).array());
            Signer signer = suite.defaultScheme()
                    .signer(Sha256.INSTANCE.hash(Tag.LEAF, index).bytes());
            signers.add(signer);
            addresses.add(suite.addressOf(signer.publicKey()));
        }
    }

    int count() {
        return signers.size();
    }

    Signer signer(int index) {
        return signers.get(index);
    }

    Address address(int index) {
        return addresses.get(index);
    }
}
