package org.banyan.cli.chain;

import java.util.Map;
import org.banyan.cli.base.ConnectionOptions;
import org.banyan.cli.base.DirectoryOption;
import org.banyan.cli.base.Terminal;
import org.banyan.cli.key.KeyBook;
import org.banyan.cli.key.PasswordOptions;
import org.banyan.sdk.BanyanClient;
import org.banyan.sdk.ChainFacts;
import org.banyan.sdk.ClientOptions;
import org.banyan.sdk.error.BanyanException;
import org.banyan.types.Address;
import org.banyan.types.TransactionId;
import org.banyan.types.crypto.Signer;
import org.banyan.v1.ErrorReason;

/** One connection of one command, in which accounts may be given by name. Close it. */
public final class Session implements AutoCloseable {
    private final BanyanClient plain;
    private final BanyanClient client;
    private final KeyBook keys;

    private Session(BanyanClient plain, KeyBook keys) {
        this.plain = plain;
        this.client = plain.withAddresses(keys);
        this.keys = keys;
    }

    public static Session open(
            ConnectionOptions connection, DirectoryOption directory, PasswordOptions passwords, Terminal terminal) {
        return open(connection.client(terminal), directory, passwords, terminal);
    }

    public static Session open(
            ClientOptions options, DirectoryOption directory, PasswordOptions passwords, Terminal terminal) {
        BanyanClient plain = BanyanClient.connect(options);
        try {
            ChainFacts facts = plain.facts();
            return new Session(
                    plain,
                    new KeyBook(
                            directory.path(terminal),
                            facts.suite(),
                            facts.addressText(),
                            facts.development(),
                            passwords));
        } catch (RuntimeException failed) {
            plain.close();
            throw failed;
        }
    }

    public BanyanClient client() {
        return client;
    }

    public Signer signer(String name) {
        return keys.signer(name);
    }

    /** An account by address or name. */
    public Address account(String given) {
        try {
            return keys.parse(given);
        } catch (IllegalArgumentException malformed) {
            throw BanyanException.of(
                    ErrorReason.ERROR_REASON_ACCOUNT_ADDRESS_INVALID, String.valueOf(malformed.getMessage()), Map.of());
        }
    }

    public String text(Address address) {
        return keys.format(address);
    }

    public static TransactionId transactionId(String hex) {
        try {
            return TransactionId.fromHex(hex);
        } catch (IllegalArgumentException malformed) {
            throw BanyanException.of(
                    ErrorReason.ERROR_REASON_ARGUMENT_INVALID,
                    "a transaction id is 64 hexadecimal digits, but '" + shown(hex) + "' is not",
                    Map.of("field", "id"));
        }
    }

    private static String shown(String text) {
        return text.length() <= 80 ? text : text.substring(0, 80) + "…";
    }

    @Override
    public void close() {
        plain.close();
    }
}
