package org.banyan.types;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VerdictTest {
    @Test
    void a_rejection_names_its_rule() {
        var verdict = Verdict.rejected(new RuleId("DPOS-3"), "producer not scheduled");

        assertThat(verdict.isAccepted()).isFalse();
        assertThat(verdict).hasToString("producer not scheduled [rule=DPOS-3]");
        assertThat(Verdict.ACCEPTED.isAccepted()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "dpos-3", "3", "-A", "A B", "A_1", "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456"})
    void a_rule_id_of_another_form_is_refused(String text) {
        assertThatThrownBy(() -> new RuleId(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "A", "1a", ".a", "a_b", "a b", "é", "a/b"})
    void enc_18_an_identifier_of_another_form_is_refused(String text) {
        assertThatThrownBy(() -> Identifiers.lowerCase("name", text)).hasMessageContaining("name must be");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1a", "_a", "a-b", "a b", "é"})
    void enc_18_a_member_name_of_another_form_is_refused(String text) {
        assertThatThrownBy(() -> Identifiers.member("method", text)).hasMessageContaining("method must be");
    }

    @Test
    void enc_18_names_have_a_longest_length() {
        assertThat(Identifiers.lowerCase("name", "crosschain.index-2")).isEqualTo("crosschain.index-2");
        assertThat(Identifiers.member("method", "Token.transfer_2")).isEqualTo("Token.transfer_2");
        assertThat(Identifiers.lowerCase("name", "a".repeat(64))).hasSize(64);
        assertThatThrownBy(() -> Identifiers.lowerCase("name", "a".repeat(65))).hasMessageContaining("1 to 64");
        assertThatThrownBy(() -> Identifiers.member("method", "a".repeat(65))).hasMessageContaining("1 to 64");
    }
}
