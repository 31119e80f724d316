package org.banyan.drivers.crypto.keystore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.banyan.drivers.crypto.StandardCryptoSuites;
import org.banyan.drivers.crypto.keystore.KeystoreException.Reason;
import org.banyan.drivers.crypto.secp256k1.ProviderChoice;
import org.banyan.types.Hash;
import org.banyan.types.crypto.CryptoSuite;
import org.banyan.types.crypto.SignatureScheme;
import org.banyan.types.crypto.Signer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeystoreTest {
    private static final char[] PASSWORD = "correct horse".toCharArray();
    private static final char[] OTHER = "battery staple".toCharArray();
    private static final Argon2Cost CHEAP = new Argon2Cost(64, 1, 1);
    private static final Hash MESSAGE = Hash.fromHex("99".repeat(32));
    private static final String SECRET_HEX = "5ec2e75ec2e75ec2e75ec2e75ec2e75ec2e75ec2e75ec2e75ec2e75ec2e7abcd";

    private final CryptoSuite suite = new StandardCryptoSuites(ProviderChoice.AUTO).create("sha256-secp256k1");
    private final SplittableRandom random = new SplittableRandom(0x6e75L);

    @TempDir
    Path directory;

    @Test
    void crypto_16_a_created_key_is_listed_and_signs_after_reopening_with_its_password() {
        KeyInfo made = keystore().create("sign1", KeyRole.SIGNING, PASSWORD);

        Signer signer = keystore().signer("sign1", PASSWORD);

        assertThat(keystore().list()).containsExactly(made);
        assertThat(made.role()).isEqualTo(KeyRole.SIGNING);
        assertThat(made.address()).isEqualTo(suite.addressOf(signer.publicKey()));
        assertThat(signer.publicKey()).isEqualTo(made.publicKey());
        assertThat(suite.defaultScheme().verify(MESSAGE, made.publicKey().bytes(), signer.sign(MESSAGE)))
                .isTrue();
    }

    @Test
    void crypto_16_keys_of_both_schemes_live_side_by_side_sorted_by_name() {
        Keystore keystore = keystore();
        keystore.create("node1", KeyRole.NODE, SignatureScheme.ED25519, PASSWORD);
        keystore.create("alice", KeyRole.OWNER, PASSWORD);

        assertThat(keystore.names()).containsExactly("alice", "node1");
        assertThat(keystore.info("node1").publicKey().scheme()).isEqualTo(SignatureScheme.ED25519);
        assertThat(keystore.signer("node1", PASSWORD).publicKey())
                .isEqualTo(keystore.info("node1").publicKey());
    }

    @Test
    void crypto_16_an_imported_key_can_be_exported_again_with_its_password_only() {
        Keystore keystore = keystore();
        keystore.importSecret("old", KeyRole.OWNER, 1, Secret.fromHex(SECRET_HEX), PASSWORD);

        assertThat(keystore.exportSecret("old", PASSWORD).reveal().toHex()).isEqualTo(SECRET_HEX);
        assertThat(reasonOf(() -> keystore.exportSecret("old", OTHER))).isEqualTo(Reason.WRONG_PASSWORD_OR_CHANGED);
    }

    @Test
    void crypto_16_a_changed_password_replaces_the_old_one() {
        Keystore keystore = keystore();
        KeyInfo made = keystore.create("ops1", KeyRole.OWNER, PASSWORD);

        keystore.changePassword("ops1", PASSWORD, OTHER);

        assertThat(keystore.signer("ops1", OTHER).publicKey()).isEqualTo(made.publicKey());
        assertThat(reasonOf(() -> keystore.signer("ops1", PASSWORD))).isEqualTo(Reason.WRONG_PASSWORD_OR_CHANGED);
    }

    @Test
    void crypto_17_a_taken_name_is_refused_and_the_first_key_stays() throws IOException {
        keystore().create("ops1", KeyRole.OWNER, PASSWORD);
        String before = text("ops1");

        assertThat(reasonOf(() -> keystore().create("ops1", KeyRole.OWNER, PASSWORD)))
                .isEqualTo(Reason.EXISTS);

        assertThat(text("ops1")).isEqualTo(before);
        assertThat(filesInDirectory()).containsExactly("ops1.json");
    }

    @Test
    void crypto_17_files_and_directory_are_the_owners_alone() throws IOException {
        Path nested = directory.resolve("keys");
        new Keystore(nested, suite, this::entropy, CHEAP).create("ops1", KeyRole.OWNER, PASSWORD);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(nested.resolve("ops1.json"))))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(nested)))
                .isEqualTo("rwx------");
    }

    @Test
    void crypto_17_a_file_that_others_may_read_is_refused_with_the_command_that_helps() throws IOException {
        keystore().create("ops1", KeyRole.OWNER, PASSWORD);
        Files.setPosixFilePermissions(file("ops1"), PosixFilePermissions.fromString("rw-r-----"));

        assertThatThrownBy(() -> keystore().signer("ops1", PASSWORD))
                .isInstanceOf(KeystoreException.class)
                .hasMessageContaining("chmod 600");
    }

    @Test
    void crypto_18_a_wrong_password_is_refused_and_says_what_to_do() {
        keystore().create("ops1", KeyRole.OWNER, PASSWORD);

        assertThatThrownBy(() -> keystore().signer("ops1", OTHER))
                .isInstanceOf(KeystoreException.class)
                .hasMessageContaining("ops1.json")
                .hasMessageContaining("password is wrong or the file was changed")
                .message()
                .doesNotContain("battery");
    }

    @Test
    void crypto_19_every_changed_character_of_a_value_is_refused() throws IOException {
        keystore().create("ops1", KeyRole.OWNER, PASSWORD);
        String sound = text("ops1");
        for (int at = 0; at < sound.length(); at++) {
            if (Character.isWhitespace(sound.charAt(at))) {
                continue;
            }
            char changed = sound.charAt(at) == '1' ? '2' : '1';
            write("ops1", sound.substring(0, at) + changed + sound.substring(at + 1));

            assertThat(reasonOf(() -> keystore().signer("ops1", PASSWORD)))
                    .as("character %d of %s", at, sound)
                    .isIn(Reason.MALFORMED, Reason.WRONG_PASSWORD_OR_CHANGED);
        }
    }

    @Test
    void crypto_19_another_role_name_scheme_address_or_key_in_the_file_is_refused() throws IOException {
        keystore().create("ops1", KeyRole.OWNER, PASSWORD);
        KeyInfo other = keystore().create("ops2", KeyRole.OWNER, PASSWORD);
        KeyInfo mine = keystore().info("ops1");
        String sound = text("ops1");
        List<String> tampered = List.of(
                sound.replace("\"owner\"", "\"signing\""),
                sound.replace("\"owner\"", "\"admin\""),
                sound.replace("\"ops1\"", "\"ops2\""),
                sound.replace("\"secp256k1\"", "\"ed25519\""),
                sound.replace("\"secp256k1\"", "\"bls\""),
                sound.replace(mine.address().toString(), other.address().toString()),
                sound.replace(
                        mine.publicKey().bytes().toHex(),
                        other.publicKey().bytes().toHex()),
                sound.replace("\"version\": 1", "\"version\": 2"),
                sound.replace("\"kdfIterations\": 1", "\"kdfIterations\": 2"),
                sound.replace("argon2id", "scrypt"),
                sound.replace("aes-256-gcm", "none"));
        for (String text : tampered) {
            assertThat(text).isNotEqualTo(sound);
            write("ops1", text);

            assertThat(reasonOf(() -> keystore().signer("ops1", PASSWORD)))
                    .as(text)
                    .isIn(Reason.MALFORMED, Reason.WRONG_PASSWORD_OR_CHANGED);
        }
    }

    @Test
    void crypto_19_a_file_under_another_name_is_refused() throws IOException {
        keystore().create("ops1", KeyRole.OWNER, PASSWORD);
        Files.move(file("ops1"), file("ops9"));

        assertThatThrownBy(() -> keystore().info("ops9")).hasMessageContaining("holds key 'ops1'");
    }

    @Test
    void crypto_20_a_truncated_file_is_refused_at_every_length() throws IOException {
        keystore().create("ops1", KeyRole.OWNER, PASSWORD);
        String sound = text("ops1");
        for (int length = 0; length < sound.length() - 1; length++) {
            write("ops1", sound.substring(0, length));

            assertThat(reasonOf(() -> keystore().signer("ops1", PASSWORD)))
                    .as("length %d", length)
                    .isEqualTo(Reason.MALFORMED);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"kdfMemoryKib\": 999999999",
                "\"kdfMemoryKib\": 262145",
                "\"kdfMemoryKib\": 99999999999999999999",
                "\"kdfMemoryKib\": 7",
                "\"kdfMemoryKib\": 0",
                "\"kdfMemoryKib\": -1",
                "\"kdfMemoryKib\": 064",
                "\"kdfMemoryKib\": \"64\"",
                "\"kdfMemoryKib\": 64.0"
            })
    void crypto_21_hostile_costs_are_refused_before_any_memory_is_taken(String cost) throws IOException {
        keystore().create("ops1", KeyRole.OWNER, PASSWORD);
        write("ops1", text("ops1").replace("\"kdfMemoryKib\": 64", cost));

        assertThat(reasonOf(() -> keystore().signer("ops1", PASSWORD))).isEqualTo(Reason.MALFORMED);
    }

    @Test
    void crypto_21_hostile_iterations_lanes_and_products_are_refused() {
        assertThatThrownBy(() -> new Argon2Cost(64, 17, 1)).hasMessageContaining("iterations");
        assertThatThrownBy(() -> new Argon2Cost(64, 0, 1)).hasMessageContaining("iterations");
        assertThatThrownBy(() -> new Argon2Cost(128, 1, 9)).hasMessageContaining("lanes");
        assertThatThrownBy(() -> new Argon2Cost(128, 1, 0)).hasMessageContaining("lanes");
        assertThatThrownBy(() -> new Argon2Cost(31, 1, 4)).hasMessageContaining("memory");
        assertThatThrownBy(() -> new Argon2Cost(256 * 1024, 16, 1)).hasMessageContaining("times");
        assertThat(new Argon2Cost(256 * 1024, 4, 8).memoryKib()).isEqualTo(Argon2Cost.MEMORY_KIB_MAX);
    }

    @Test
    void crypto_20_a_huge_file_and_odd_json_are_refused() throws IOException {
        keystore().create("ops1", KeyRole.OWNER, PASSWORD);
        String sound = text("ops1");
        List<String> odd = List.of(
                sound + " ".repeat(FlatJson.TEXT_MAX),
                sound + "x",
                sound.replace("{\n", "{\n  \"role\": \"owner\",\n"),
                sound.replace("{\n", "{\n  \"extra\": \"1\",\n"),
                sound.replace("  \"role\": \"owner\",\n", ""),
                sound.replace("\"owner\"", "\"own\\u0065r\""),
                sound.replace("\"owner\"", "{\"a\": 1}"),
                sound.replace("\"owner\"", "null"),
                "[]",
                "{}");
        for (String text : odd) {
            write("ops1", text);

            assertThat(reasonOf(() -> keystore().info("ops1"))).as(text).isEqualTo(Reason.MALFORMED);
        }
    }

    @Test
    void crypto_12_neither_file_nor_messages_nor_texts_hold_the_secret() throws IOException {
        Secret secret = Secret.fromHex(SECRET_HEX);
        KeyInfo info = keystore().importSecret("ops1", KeyRole.OWNER, 1, secret, PASSWORD);

        assertThat(Stream.of(
                        text("ops1"),
                        info.toString(),
                        secret.toString(),
                        KeyFile.fromJson(text("ops1")).toString(),
                        keystore().signer("ops1", PASSWORD).toString()))
                .allSatisfy(shown -> assertThat(shown).doesNotContain("5ec2e7"));
        assertThatThrownBy(() -> Secret.fromHex(SECRET_HEX + "zz")).message().doesNotContain("5ec2e7", "zz");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Ops1", "../ops1", "a/b", "-a", "a.b", "é", "abcdefghijklmnopqrstuvwxyz1234567"})
    void crypto_17_a_name_that_is_no_plain_word_is_refused(String name) {
        assertThat(reasonOf(() -> keystore().create(name, KeyRole.OWNER, PASSWORD)))
                .isEqualTo(Reason.BAD_INPUT);
        assertThat(reasonOf(() -> keystore().signer(name, PASSWORD))).isEqualTo(Reason.BAD_INPUT);
    }

    @Test
    void crypto_18_short_passwords_invalid_secrets_and_unknown_schemes_are_refused() throws IOException {
        Secret zero = Secret.fromHex("00".repeat(32));
        Secret good = Secret.fromHex(SECRET_HEX);

        assertThat(reasonOf(() -> keystore().create("a", KeyRole.OWNER, "seven77".toCharArray())))
                .isEqualTo(Reason.BAD_INPUT);
        assertThat(reasonOf(() -> keystore().importSecret("a", KeyRole.OWNER, 1, zero, PASSWORD)))
                .isEqualTo(Reason.BAD_INPUT);
        assertThat(reasonOf(() -> keystore().importSecret("a", KeyRole.OWNER, 9, good, PASSWORD)))
                .isEqualTo(Reason.BAD_INPUT);
        assertThat(filesInDirectory()).isEmpty();
    }

    @Test
    void crypto_16_a_missing_key_is_reported_with_the_known_ones() {
        keystore().create("ops1", KeyRole.OWNER, PASSWORD);

        assertThatThrownBy(() -> keystore().signer("ops2", PASSWORD))
                .isInstanceOf(KeystoreException.class)
                .hasMessageContaining("ops2")
                .hasMessageContaining("[ops1]");
        assertThat(new Keystore(directory.resolve("nowhere"), suite).names()).isEmpty();
    }

    private Keystore keystore() {
        return new Keystore(directory, suite, this::entropy, CHEAP);
    }

    private byte[] entropy(int size) {
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        return bytes;
    }

    private Path file(String name) {
        return directory.resolve(name + ".json");
    }

    private String text(String name) throws IOException {
        return Files.readString(file(name));
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(file(name), text);
    }

    private List<String> filesInDirectory() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(each -> each.getFileName().toString()).toList();
        }
    }

    private static Reason reasonOf(ThrowingCallable action) {
        KeystoreException thrown = catchThrowableOfType(KeystoreException.class, action);
        assertThat(thrown).as("a refusal").isNotNull();
        return thrown.reason();
    }
}
