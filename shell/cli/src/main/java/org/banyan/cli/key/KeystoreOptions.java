package org.banyan.cli.key;

import java.nio.file.Path;
import org.banyan.cli.base.DirectoryOption;
import org.banyan.cli.base.Terminal;
import org.banyan.drivers.crypto.StandardCryptoSuites;
import org.banyan.drivers.crypto.keystore.KeyInfo;
import org.banyan.drivers.crypto.keystore.Keystore;
import org.banyan.sdk.json.Json;
import org.banyan.types.AddressText;
import org.banyan.types.crypto.CryptoSuite;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which keystore, for which kind of chain: no node is asked. */
public final class KeystoreOptions {
    @Mixin
    private final DirectoryOption directory = new DirectoryOption();

    @Option(
            names = "--suite",
            paramLabel = "SUITE",
            defaultValue = StandardCryptoSuites.SECP256K1,
            description = "Crypto suite of the chain: sha256-secp256k1 (default) or sha256-ed25519.")
    private String suite = StandardCryptoSuites.SECP256K1;

    @Option(
            names = "--prefix",
            paramLabel = "PREFIX",
            defaultValue = "bny",
            description = "Address prefix of the chain for which addresses are shown (default: bny).")
    private String prefix = "bny";

    CryptoSuite suite() {
        return new StandardCryptoSuites().create(suite);
    }

    Path folder(Terminal terminal) {
        return directory.path(terminal).resolve(KeyBook.FOLDER);
    }

    Keystore keystore(Terminal terminal) {
        return new Keystore(folder(terminal), suite());
    }

    AddressText text() {
        return new AddressText(prefix);
    }

    Json.ObjectBuilder describe(KeyInfo key) {
        return Json.object()
                .put("name", key.name())
                .put("role", key.role().text())
                .put(
                        "scheme",
                        suite().scheme(key.publicKey().scheme()).orElseThrow().name())
                .put("publicKey", key.publicKey().bytes().toHex())
                .put("address", text().format(key.address()));
    }
}
