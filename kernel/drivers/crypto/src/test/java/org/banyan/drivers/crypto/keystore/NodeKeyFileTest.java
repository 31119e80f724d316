package org.banyan.drivers.crypto.keystore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.banyan.drivers.crypto.StandardCryptoSuites;
import org.banyan.types.crypto.SignatureScheme;
import org.banyan.types.crypto.Signer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeKeyFileTest {
    private static final SignatureScheme SCHEME =
            new StandardCryptoSuites().create(StandardCryptoSuites.SECP256K1).defaultScheme();

    @TempDir
    private Path folder;

    private Path file = Path.of("");

    @BeforeEach
    void inFolder() {
        file = folder.resolve(NodeKeyFile.NAME);
    }

    private Signer open() {
        return NodeKeyFile.open(file, SCHEME, new SecureEntropy());
    }

    @Test
    void a_rotated_key_is_another_one_from_then_on_and_the_old_one_can_be_put_back() throws Exception {
        Signer first = open();
        Signer second = NodeKeyFile.rotate(file, SCHEME, new SecureEntropy());
        assertThat(second.publicKey()).isNotEqualTo(first.publicKey());
        assertThat(open().publicKey()).isEqualTo(second.publicKey());
        Path old = folder.resolve(NodeKeyFile.OLD_NAME);
        for (Path each : new Path[] {file, old}) {
            assertThat(Files.getPosixFilePermissions(each)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        }
        assertThat(NodeKeyFile.open(old, SCHEME, new SecureEntropy()).publicKey())
                .isEqualTo(first.publicKey());
    }

    @Test
    void what_is_no_key_is_not_rotated_and_nothing_is_made_where_there_is_none() throws Exception {
        assertThatThrownBy(() -> NodeKeyFile.rotate(file, SCHEME, new SecureEntropy()))
                .isInstanceOf(KeystoreException.class)
                .hasMessageContaining("there is no node key");
        assertThat(folder).isEmptyDirectory();
        Signer made = open();
        assertThat(made).isNotNull();
        Files.writeString(file, "damaged");
        assertThatThrownBy(() -> NodeKeyFile.rotate(file, SCHEME, new SecureEntropy()))
                .isInstanceOf(KeystoreException.class)
                .hasMessageContaining("is not 64 hexadecimal digits");
        assertThat(file).hasContent("damaged");
        assertThat(folder.resolve(NodeKeyFile.OLD_NAME)).doesNotExist();
    }
}
