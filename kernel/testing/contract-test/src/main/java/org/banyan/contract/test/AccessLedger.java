package org.banyan.contract.test;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.banyan.contract.AccessSet;
import org.banyan.contract.AccessSet.KeyAccess;
import org.banyan.contract.ContractInterface;

/**
 * What the calls of many tests declared and touched, method by method. Thread-safe.
 *
 * <p>One test alone cannot tell that a declaration is too wide: only all tests together can. So there is one ledger for the tests of one JVM, which
 * {@link AccessReportListener} reads when they are done.
 */
final class AccessLedger {
    static final AccessLedger OF_THIS_JVM = new AccessLedger();

    private final TreeMap<String, Page> pages = new TreeMap<>();
    private final TreeSet<String> subjects = new TreeSet<>();

    /** One contract. */
    private static final class Page {
        private final ContractInterface contract;
        private final TreeMap<String, MethodAccess> methods = new TreeMap<>();

        Page(ContractInterface contract) {
            this.contract = contract;
            Descriptor descriptor = new Descriptor(contract);
            for (ContractInterface.Method method : contract.methods()) {
                methods.put(method.name(), new MethodAccess(descriptor.templates(method.name())));
            }
        }
    }

    /** Contracts that are under test are reported on; others only help with that. */
    synchronized void underTest(ContractInterface contract) {
        subjects.add(name(contract));
    }

    synchronized void record(
            ContractInterface contract, TypedCall<?> call, AccessSet declared, TouchedKeys touched, boolean succeeded) {
        MethodAccess method = pages.computeIfAbsent(name(contract), unused -> new Page(contract))
                .methods
                .get(call.method());
        if (method != null) {
            method.record(new MissingTemplate(contract, call), call.contract(), declared, touched.all(), succeeded);
        }
    }

    /** In the order of contracts, then as the service has its methods. */
    synchronized List<AccessFinding> findings() {
        List<AccessFinding> findings = new ArrayList<>();
        pages.forEach((name, page) -> {
            if (subjects.contains(name)) {
                for (ContractInterface.Method method : page.contract.methods()) {
                    MethodAccess access = page.methods.get(method.name());
                    if (access != null) {
                        access.findings(method.declaresAccess())
                                .forEach((kind, text) -> findings.add(
                                        new AccessFinding(kind, page.contract.name() + "." + method.name(), text)));
                    }
                }
            }
        });
        return findings;
    }

    private static String name(ContractInterface contract) {
        return contract.name() + " version " + contract.version();
    }

    /** Whether a declared key stands for a touch, whatever the mode. */
    static boolean names(KeyAccess declared, KeyAccess touch) {
        return declared.contract().equals(touch.contract())
                && (declared.prefix()
                        ? touch.key().startsWith(declared.key())
                        : !touch.prefix() && touch.key().equals(declared.key()));
    }
}
