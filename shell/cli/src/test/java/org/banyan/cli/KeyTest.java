package org.banyan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.banyan.sdk.json.Json;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyTest {
    @TempDir
    private Path home;

    private Path password;

    @BeforeEach
    void writePassword() throws IOException {
        password = Files.writeString(home.resolve("password"), "correct horse\nsecond line");
    }

    private Run key(String... arguments) {
        return Run.with(
                Map.of("BANYAN_HOME", home.toString()),
                Run.NOWHERE,
                Stream.concat(Stream.of("key"), Stream.of(arguments)).toArray(String[]::new));
    }

    @Test
    void a_new_key_is_listed_exported_and_restored_from_its_words() throws IOException {
        Run made = key("new", "ops1", "--password-file", password.toString(), "--json");
        assertThat(made.code()).as(made.err()).isZero();
        String words = made.json().text("words");
        assertThat(words.split(" ")).hasSize(24);

        assertThat(key("list").out()).contains("ops1", "owner", made.json().text("address"));
        assertThat(key("export", "ops1", "--json").json().text("publicKey"))
                .isEqualTo(made.json().text("publicKey"));

        Path file = Files.writeString(home.resolve("words"), words);
        Run restored =
                key("new", "ops2", "--words-file", file.toString(), "--password-file", password.toString(), "--json");
        assertThat(restored.json().text("address")).isEqualTo(made.json().text("address"));
        assertThat(restored.json().get("words")).isEmpty();
    }

    @Test
    void a_private_key_is_shown_only_to_who_insists_and_knows_the_password() throws IOException {
        key("new", "ops1", "--password-file", password.toString());
        Path wrong = Files.writeString(home.resolve("wrong"), "incorrect horse");

        assertThat(key("export", "ops1").out()).doesNotContain("secret");
        assertThat(key("export", "ops1", "--secret").code()).isEqualTo(2);
        Run refused = key("export", "ops1", "--secret", "--yes", "--password-file", wrong.toString());
        Run shown = key("export", "ops1", "--secret", "--yes", "--password-file", password.toString(), "--json");

        assertThat(refused.code()).isEqualTo(7);
        assertThat(refused.err()).startsWith("KEY_WRONG_PASSWORD_OR_CHANGED: ");
        assertThat(shown.json().text("secret")).hasSize(64);
    }

    @Test
    void keys_that_cannot_be_made_say_why() {
        assertThat(key("new", "alice", "--password-file", password.toString()).err())
                .contains("KEY_NAME_RESERVED", "public test key");
        assertThat(key("new", "Ops", "--password-file", password.toString()).code())
                .isEqualTo(7);
        assertThat(key("new", "ops1", "--role", "king", "--password-file", password.toString())
                        .err())
                .contains("no role 'king'");
        assertThat(key("new", "ops1", "--password-file", home.resolve("none").toString())
                        .err())
                .contains("KEY_PASSWORD_FILE");
        assertThat(key("export", "nobody").err()).contains("KEY_NOT_FOUND");
    }

    @Test
    void an_empty_keystore_is_an_empty_list() {
        assertThat(key("list").out()).contains("no keys in", "banyan key new");
        assertThat(key("list", "--json").json().get("keys")).contains(new Json.Array(List.of()));
    }
}
