package org.banyan.contract;

import java.util.List;
import org.banyan.types.Address;
import org.banyan.types.crypto.PublicKey;

/** What an account sees when it is asked whether signers may act for it: its own state as of the parent block and the keys that signed. */
public interface AuthorizationContext extends StateReader {
    Address self();

    /** Keys whose signatures over the transaction are valid, each once, in the order of the transaction. */
    List<PublicKey> signers();

    Address addressOf(PublicKey key);
}
