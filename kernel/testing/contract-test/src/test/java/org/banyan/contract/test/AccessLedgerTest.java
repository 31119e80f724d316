package org.banyan.contract.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.banyan.contract.test.ContractTest.ALICE;
import static org.banyan.contract.test.ContractTest.BOB;

import com.acme.stock.GetRequest;
import com.acme.stock.StockClient;
import com.acme.stock.StockContract;
import com.acme.stock.StockState;
import com.acme.stock.StoreRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.banyan.contract.AccessSet.Mode;
import org.banyan.contract.CallSite;
import org.banyan.contract.ContractMethod;
import org.banyan.contract.test.AccessFinding.Kind;
import org.banyan.core.state.StateKey;
import org.banyan.types.Address;
import org.banyan.types.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccessLedgerTest {
    private static final StoreRequest TEA = new StoreRequest("tea", 5);
    private static final Address STOCK = BOB.address();
    private static final Bytes HELD = StockState.heldKey(ALICE.address(), "tea");
    private static final Bytes TOTAL = StockState.totalKey();

    private final StockContract contract = new StockContract(new StockKeeper());
    private final AccessLedger ledger = new AccessLedger();

    AccessLedgerTest() {
        ledger.underTest(contract.describe());
    }

    private record Touch(Bytes key, Mode mode, boolean prefix) {
        static Touch of(Mode mode, Bytes key) {
            return new Touch(key, mode, false);
        }
    }

    private <Q> void call(ContractMethod<Q, ?> method, Q request, boolean succeeded, Touch... touches) {
        Bytes arguments = method.call(request).arguments();
        TypedCall<Bytes> call = new TypedCall<>(ALICE.address(), STOCK, method.name(), arguments, bytes -> bytes);
        TouchedKeys touched = new TouchedKeys();
        for (Touch touch : touches) {
            touched.touched(new StateKey(STOCK, touch.key()), touch.mode(), touch.prefix());
        }
        var declared = contract.access(method.name(), arguments, new CallSite(STOCK, ALICE.address()));
        ledger.record(contract.describe(), call, declared, touched, succeeded);
    }

    private Map<Kind, String> of(ContractMethod<?, ?> method) {
        return ledger.findings().stream()
                .filter(finding -> finding.method().equals("stock." + method.name()))
                .collect(Collectors.toMap(AccessFinding::kind, AccessFinding::text));
    }

    @Test
    void a_method_whose_calls_touch_what_it_declares_fits() {
        call(StockClient.STORE, TEA, true, Touch.of(Mode.READ, HELD), Touch.of(Mode.WRITE, HELD));

        assertThat(of(StockClient.STORE)).containsOnlyKeys(Kind.FITS);
    }

    @Test
    void a_touch_that_no_template_covers_is_wrong_and_told_once_with_its_strongest_mode() {
        call(
                StockClient.STORE,
                TEA,
                true,
                Touch.of(Mode.WRITE, HELD),
                Touch.of(Mode.READ, TOTAL),
                Touch.of(Mode.WRITE, TOTAL));

        assertThat(of(StockClient.STORE))
                .containsOnlyKeys(Kind.WRONG)
                .containsEntry(Kind.WRONG, "touches writes: \"total\" without declaring it; add that");
    }

    @Test
    void a_write_where_a_read_is_declared_is_wrong() {
        call(StockClient.SNEAK, TEA, true, Touch.of(Mode.WRITE, HELD));

        assertThat(of(StockClient.SNEAK)).containsOnlyKeys(Kind.WRONG);
    }

    @Test
    void a_template_is_too_wide_until_one_of_all_calls_touches_it() {
        call(StockClient.SOME, TEA, true, Touch.of(Mode.WRITE, HELD));
        assertThat(of(StockClient.SOME)).containsOnlyKeys(Kind.TOO_WIDE);
        assertThat(of(StockClient.SOME).get(Kind.TOO_WIDE))
                .contains("adds: \"total\"")
                .doesNotContain("held");

        call(StockClient.SOME, TEA, true, Touch.of(Mode.ADD, TOTAL));
        assertThat(of(StockClient.SOME)).containsOnlyKeys(Kind.FITS);
    }

    @Test
    void a_declared_write_that_is_only_read_is_too_strong() {
        call(StockClient.STORE, TEA, true, Touch.of(Mode.READ, HELD));

        assertThat(of(StockClient.STORE)).containsOnlyKeys(Kind.TOO_STRONG);
        assertThat(of(StockClient.STORE).get(Kind.TOO_STRONG)).contains("reads: \"held({sender}, {request.item})\"");
    }

    @Test
    void nothing_is_said_of_a_method_that_only_failed() {
        call(StockClient.SOME, TEA, false);

        assertThat(of(StockClient.SOME)).containsOnlyKeys(Kind.UNTESTED);
        assertThat(of(StockClient.CLOCK)).containsOnlyKeys(Kind.UNTESTED);
    }

    @Test
    void an_undeclared_method_is_told_what_to_declare_if_its_arguments_name_every_key() {
        call(StockClient.ANYTHING, TEA, true, Touch.of(Mode.WRITE, HELD), Touch.of(Mode.ADD, TOTAL));
        call(StockClient.REMEMBER, TEA, true);

        assertThat(of(StockClient.ANYTHING)).containsOnlyKeys(Kind.UNDECLARED);
        assertThat(of(StockClient.ANYTHING).get(Kind.UNDECLARED))
                .endsWith("adds: \"total\"  writes: \"held({sender}, {request.item})\"");
        assertThat(of(StockClient.REMEMBER).get(Kind.UNDECLARED)).contains("empty access option");
    }

    @Test
    void an_undeclared_method_whose_keys_no_argument_names_stays_unknown() {
        call(
                StockClient.ANYTHING,
                TEA,
                true,
                Touch.of(Mode.WRITE, StockState.heldKey(ContractTest.CAROL.address(), "tea")));
        call(StockClient.REMEMBER, TEA, true, Touch.of(Mode.WRITE, StockState.heldKey(ALICE.address(), "coffee")));

        assertThat(of(StockClient.ANYTHING)).containsOnlyKeys(Kind.UNKNOWN);
        assertThat(of(StockClient.REMEMBER)).containsOnlyKeys(Kind.UNKNOWN);
    }

    @Test
    void only_contracts_under_test_are_reported() {
        AccessLedger other = new AccessLedger();
        TypedCall<Bytes> call = new TypedCall<>(
                ALICE.address(),
                STOCK,
                "Get",
                StockClient.GET.call(new GetRequest(ALICE.address(), "tea")).arguments(),
                bytes -> bytes);
        var declared = contract.access(call.method(), call.arguments(), new CallSite(STOCK, ALICE.address()));
        other.record(contract.describe(), call, declared, new TouchedKeys(), true);
        assertThat(other.findings()).isEmpty();

        other.underTest(contract.describe());
        assertThat(other.findings()).extracting(AccessFinding::method).contains("stock.Get");
    }

    @Test
    void the_calls_of_tests_arrive_in_the_ledger_of_the_run() {
        ContractTest.with(new StockContract(new StockKeeper())).as(ALICE).send(StockClient.STORE, TEA);

        assertThat(AccessLedger.OF_THIS_JVM.findings())
                .contains(AccessLedger.OF_THIS_JVM.findings().stream()
                        .filter(finding -> finding.method().equals("stock.Store") && finding.kind() == Kind.FITS)
                        .findFirst()
                        .orElseThrow());
    }

    @Test
    void the_report_has_everything_and_the_warnings_only_what_can_be_mended(@TempDir Path folder) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Path file = folder.resolve("report.txt");
        AccessReportListener.report(
                List.of(
                        new AccessFinding(Kind.FITS, "stock.Store", "good"),
                        new AccessFinding(Kind.TOO_WIDE, "stock.Some", "wide")),
                file,
                new PrintStream(out, true, StandardCharsets.UTF_8));

        assertThat(file).content().contains("fits       stock.Store: good").contains("too wide   stock.Some: wide");
        assertThat(out.toString(StandardCharsets.UTF_8))
                .isEqualToIgnoringNewLines("access too wide   stock.Some: wide");
    }
}
