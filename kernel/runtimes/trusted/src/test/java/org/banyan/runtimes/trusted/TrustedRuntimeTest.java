package org.banyan.runtimes.trusted;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import org.banyan.contract.BatchRunner;
import org.banyan.contract.CodeBinding;
import org.banyan.contract.Contract;
import org.banyan.contract.TrustedContract;
import org.banyan.spi.runtime.ContractRuntime;
import org.banyan.testkit.runtime.ContractRuntimeContract;
import org.banyan.types.Bytes;
import org.banyan.types.Verdict;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrustedRuntimeTest implements ContractRuntimeContract {
    @TempDir
    private Path work;

    private Path contracts;
    private TrustedRuntime runtime;

    @BeforeEach
    void emptyFolder() throws IOException {
        contracts = Files.createDirectory(work.resolve("contracts"));
        runtime = TrustedRuntime.forDevelopment(
                BatchRunner.SEQUENTIAL, List.of(), Optional.of(new ContractFolder(contracts)));
    }

    @Override
    public ContractRuntime runtime() {
        return runtime;
    }

    @Override
    public CodeBinding sound() {
        try {
            TestJars.echo(contracts.resolve("echo.jar"), work, "echo", 1, "one");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return echo(1);
    }

    @Override
    public CodeBinding unsound() {
        return echo(99);
    }

    @Test
    void is_found_by_the_service_loader_as_the_runtime_of_category_1() {
        assertThat(ServiceLoader.load(ContractRuntime.class))
                .singleElement()
                .extracting(ContractRuntime::category)
                .isEqualTo(CodeBinding.TRUSTED);
    }

    @Test
    void a_jar_that_arrives_later_is_found_when_it_is_asked_for() throws IOException {
        assertThat(runtime.load(echo(1))).isEmpty();
        TestJars.echo(contracts.resolve("echo.jar"), work, "echo", 1, "one");
        assertThat(runtime.audit(echo(1))).isEqualTo(Verdict.ACCEPTED);
        assertThat(runtime.load(echo(1)).orElseThrow().describe().version()).isEqualTo(1);
    }

    @Test
    void two_versions_live_side_by_side_in_loaders_of_their_own() throws IOException {
        TestJars.echo(contracts.resolve("echo-1.jar"), work, "echo", 1, "one");
        TestJars.echo(contracts.resolve("echo-2.jar"), work, "echo", 2, "two");
        var first = runtime.load(echo(1)).orElseThrow();
        var second = runtime.load(echo(2)).orElseThrow();
        assertThat(first.describe().version()).isEqualTo(1);
        assertThat(second.describe().version()).isEqualTo(2);
        assertThat(codeOf(first)).isNotEqualTo(codeOf(second));
        assertThat(codeOf(first).getName()).isEqualTo(codeOf(second).getName());
    }

    private static Class<?> codeOf(Contract loaded) {
        return ((BatchingContract) loaded).contract().getClass();
    }

    @Test
    void a_name_and_version_never_change_while_the_process_runs() throws IOException {
        Path jar = contracts.resolve("echo.jar");
        TestJars.echo(jar, work, "echo", 1, "one");
        var before = runtime.load(echo(1)).orElseThrow();
        TestJars.echo(jar, work, "echo", 1, "another answer");
        assertThat(runtime.load(echo(2))).isEmpty();
        assertThat(runtime.load(echo(1))).containsSame(before);
    }

    @Test
    void a_jar_may_be_overwritten_while_its_classes_are_used() throws IOException {
        Path jar = contracts.resolve("echo.jar");
        TestJars.echo(jar, work, "echo", 1, "one");
        var before = runtime.load(echo(1)).orElseThrow();
        Files.writeString(jar, "half a build");
        assertThat(before.describe().service()).isEqualTo("jar.Echo");
        assertThat(runtime.load(echo(2))).isEmpty();
    }

    @Test
    void a_file_that_is_no_jar_or_names_no_class_hides_nothing() throws IOException {
        Files.writeString(contracts.resolve("a-note.jar"), "this is a text");
        TestJars.pack(
                contracts.resolve("b-liar.jar"),
                List.of("META-INF/services/" + TrustedContract.class.getName()),
                List.of("jar.Missing".getBytes(StandardCharsets.UTF_8)));
        TestJars.echo(contracts.resolve("c-echo.jar"), work, "echo", 1, "one");
        assertThat(runtime.load(echo(1))).isPresent();
    }

    @Test
    void code_beside_the_name_is_refused() throws IOException {
        TestJars.echo(contracts.resolve("echo.jar"), work, "echo", 1, "one");
        var verdict = runtime.audit(new CodeBinding(CodeBinding.TRUSTED, "echo", 1, Bytes.utf8("class")));
        assertThat(verdict)
                .isInstanceOfSatisfying(
                        Verdict.Rejected.class,
                        refusal -> assertThat(refusal.rule().text()).isEqualTo("TRUSTED-1"));
    }

    @Test
    void an_unknown_contract_is_refused() {
        assertThat(runtime.audit(echo(7)))
                .isInstanceOfSatisfying(
                        Verdict.Rejected.class,
                        refusal -> assertThat(refusal.rule().text()).isEqualTo("TRUSTED-2"));
    }

    @Test
    void without_a_folder_only_the_class_path_counts() throws IOException {
        TestJars.echo(contracts.resolve("echo.jar"), work, "echo", 1, "one");
        assertThat(new TrustedRuntime().load(echo(1))).isEmpty();
    }

    private static CodeBinding echo(int version) {
        return new CodeBinding(CodeBinding.TRUSTED, "echo", version, Bytes.EMPTY);
    }
}
