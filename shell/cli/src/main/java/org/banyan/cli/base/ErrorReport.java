package org.banyan.cli.base;

import com.google.rpc.Code;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.banyan.drivers.crypto.keystore.KeystoreException;
import org.banyan.sdk.error.BanyanException;
import org.banyan.sdk.json.Json;
import org.banyan.sdk.proof.ProofFileException;

/**
 * A failure as every command shows it: code, what, where, fix, exit code.
 *
 * @param where facts such as {@code expected}
 * @param fix empty when unknown
 */
public record ErrorReport(String code, String what, Map<String, String> where, String fix, ExitCode exit) {
    private static final String BUG_FIX = "this is a defect: run again with --debug and report what it prints";

    public ErrorReport {
        where = new TreeMap<>(where);
    }

    public static ErrorReport of(Throwable failed) {
        return switch (failed) {
            case CliException refused ->
                new ErrorReport(
                        refused.code(), String.valueOf(refused.getMessage()), Map.of(), refused.fix(), refused.exit());
            case BanyanException refused ->
                new ErrorReport(refused.reason(), refused.what(), refused.metadata(), refused.fix(), exitOf(refused));
            case KeystoreException refused -> ofKeystore(refused);
            case ProofFileException refused ->
                new ErrorReport(
                        "PROOF_FILE_INVALID",
                        "the file is no proof file: " + refused.getMessage(),
                        Map.of(),
                        "give a file that `banyan proof get --out` has written",
                        ExitCode.USAGE);
            default -> new ErrorReport("INTERNAL", failed.toString(), Map.of(), BUG_FIX, ExitCode.BUG);
        };
    }

    private static ErrorReport ofKeystore(KeystoreException refused) {
        String message = String.valueOf(refused.getMessage());
        int split = message.indexOf("; ");
        return new ErrorReport(
                "KEY_" + refused.reason().name(),
                split < 0 ? message : message.substring(0, split),
                Map.of(),
                split < 0 ? "see `banyan key --help`" : message.substring(split + 2),
                ExitCode.KEY);
    }

    private static ExitCode exitOf(BanyanException refused) {
        return switch (refused.known()) {
            case ERROR_REASON_TX_WRONG_CHAIN -> ExitCode.NETWORK_MISMATCH;
            case ERROR_REASON_TX_SIGNATURE_INVALID,
                    ERROR_REASON_TX_SIGNATURE_NOT_CANONICAL,
                    ERROR_REASON_TX_UNAUTHORIZED -> ExitCode.KEY;
            case ERROR_REASON_PROOF_INVALID, UNRECOGNIZED -> ExitCode.CHECK_NEGATIVE;
            default -> exitOf(BanyanException.rule(refused.known()).getCode());
        };
    }

    private static ExitCode exitOf(Code code) {
        return switch (code) {
            case INVALID_ARGUMENT -> ExitCode.USAGE;
            case UNAVAILABLE, DEADLINE_EXCEEDED, RESOURCE_EXHAUSTED, ABORTED -> ExitCode.UNREACHABLE;
            case INTERNAL -> ExitCode.BUG;
            default -> ExitCode.CHECK_NEGATIVE;
        };
    }

    public Json toJson() {
        Json.ObjectBuilder facts = Json.object();
        where.forEach(facts::put);
        return Json.object()
                .put(
                        "error",
                        Json.object()
                                .put("code", code)
                                .put("what", what)
                                .put("where", facts.build())
                                .put("fix", fix)
                                .put("exit", exit.code())
                                .build())
                .build();
    }

    public void print(Terminal terminal) {
        String facts = where.isEmpty()
                ? ""
                : where.entrySet().stream()
                        .map(each -> each.getKey() + "=" + each.getValue())
                        .collect(Collectors.joining(" ", " (", ")"));
        terminal.note(terminal.bad(code) + ": " + Terminal.printable(what + facts));
        if (!fix.isEmpty()) {
            terminal.note("  fix: " + fix);
        }
    }
}
