package org.banyan.contract.test;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestPlan;

/**
 * Says, when all tests have run, how well the methods of the tested contracts declare what they touch: all of it in {@code target/access-report.txt}, what the
 * author should look at also on the error stream. Found by JUnit. A declaration that is too narrow has failed its test before.
 */
public final class AccessReportListener implements TestExecutionListener {
    /** System property with another file. */
    static final String FILE = "banyan.access.report";

    private static final Path FOLDER = Path.of("target");

    @Override
    public void testPlanExecutionFinished(TestPlan plan) {
        String file = System.getProperty(FILE, "");
        Path inBuild = Files.isDirectory(FOLDER) ? FOLDER.resolve("access-report.txt") : Path.of("");
        report(AccessLedger.OF_THIS_JVM.findings(), file.isEmpty() ? inBuild : Path.of(file), System.err);
    }

    /** @param file empty for none */
    static void report(List<AccessFinding> findings, Path file, PrintStream warnings) {
        if (!findings.isEmpty() && !file.toString().isEmpty()) {
            write(file, findings);
        }
        findings.stream()
                .filter(finding -> finding.kind().isWarned())
                .forEach(finding -> warnings.println("access " + finding));
    }

    private static void write(Path file, List<AccessFinding> findings) {
        String head = "How the tested contracts declare the keys that their methods touch, over the tests that ran.\n"
                + "wrong: touches more than it declares. too wide: declares what no test touches. too strong: writes where\n"
                + "reads, adds or takes would do. undeclared: could be declared. unknown: cannot. untested: no call succeeded.\n\n";
        try {
            Files.writeString(
                    file, findings.stream().map(each -> each + "\n").collect(Collectors.joining("", head, "")));
        } catch (IOException failed) {
            throw new UncheckedIOException("the access report cannot be written to " + file, failed);
        }
    }
}
