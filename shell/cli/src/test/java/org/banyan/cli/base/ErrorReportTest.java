package org.banyan.cli.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.banyan.drivers.crypto.keystore.KeystoreException;
import org.banyan.sdk.error.BanyanException;
import org.banyan.v1.ErrorReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ErrorReportTest {
    static Stream<ErrorReason> reasons() {
        return Arrays.stream(ErrorReason.values())
                .filter(reason -> reason != ErrorReason.UNRECOGNIZED && reason != ErrorReason.ERROR_REASON_UNSPECIFIED);
    }

    private static ErrorReport of(ErrorReason reason) {
        return ErrorReport.of(BanyanException.of(reason, "", Map.of("limit", "5")));
    }

    @ParameterizedTest
    @MethodSource("reasons")
    void every_reason_is_shown_with_its_name_its_facts_and_its_fix(ErrorReason reason) {
        ErrorReport report = of(reason);

        assertThat(report.code()).isEqualTo(BanyanException.name(reason));
        assertThat(report.where()).containsEntry("limit", "5");
        assertThat(report.fix()).isEqualTo(BanyanException.rule(reason).getFix());
        assertThat(report.exit() == ExitCode.BUG).isEqualTo(reason == ErrorReason.ERROR_REASON_INTERNAL);
    }

    @ParameterizedTest
    @CsvSource({
        "TX_WRONG_CHAIN,4",
        "TX_SIGNATURE_INVALID,7",
        "TX_UNAUTHORIZED,7",
        "TX_DUPLICATE,12",
        "TX_FEE_UNPAYABLE,12",
        "TX_MALFORMED,2",
        "CONTRACT_ARGUMENTS_INVALID,2",
        "CONTRACT_NOT_FOUND,12",
        "POOL_FULL,8",
        "NODE_UNREACHABLE,8",
        "WAIT_TIMEOUT,8",
        "PROOF_INVALID,12",
        "INTERNAL,1"
    })
    void reasons_have_stable_exit_codes(String reason, int code) {
        assertThat(of(ErrorReason.valueOf("ERROR_REASON_" + reason)).exit().code())
                .isEqualTo(code);
    }

    @Test
    void keys_have_a_code_of_their_own() {
        ErrorReport report =
                ErrorReport.of(new KeystoreException(KeystoreException.Reason.NOT_FOUND, "no key 'x'; known are []"));

        assertThat(report.code()).isEqualTo("KEY_NOT_FOUND");
        assertThat(report.what()).isEqualTo("no key 'x'");
        assertThat(report.fix()).isEqualTo("known are []");
        assertThat(report.exit()).isEqualTo(ExitCode.KEY);
    }

    @Test
    void what_nobody_foresaw_is_called_a_defect() {
        ErrorReport report = ErrorReport.of(new IllegalStateException("odd"));

        assertThat(report.exit()).isEqualTo(ExitCode.BUG);
        assertThat(report.what()).contains("IllegalStateException", "odd");
    }
}
