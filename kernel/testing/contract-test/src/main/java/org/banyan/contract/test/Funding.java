package org.banyan.contract.test;

import java.util.ArrayList;
import java.util.List;
import org.banyan.types.Address;
import org.banyan.types.Amount;
import org.banyan.types.codec.CanonicalWriter;
import org.banyan.types.specification.GenesisCall;

/**
 * Genesis calls that fund accounts through the token contract. Knows the shapes of its requests rather than its classes, which stand above this module; the
 * tests of the system contracts hold the two together.
 */
final class Funding {
    static final String CONTRACT = "token";
    static final String SYMBOL = "TEST";

    private Funding() {}

    static List<GenesisCall> calls(List<TestAccount> accounts, Amount each) {
        List<GenesisCall> calls = new ArrayList<>();
        calls.add(create(accounts.get(0).address()));
        accounts.forEach(account -> calls.add(issue(account.address(), each)));
        CanonicalWriter chosen = new CanonicalWriter();
        chosen.string(1, SYMBOL);
        calls.add(new GenesisCall(CONTRACT, "SetFeeToken", chosen.toBytes()));
        return calls;
    }

    private static GenesisCall create(Address issuer) {
        CanonicalWriter out = new CanonicalWriter();
        out.string(1, SYMBOL);
        out.string(2, "Test token");
        out.amount(4, Amount.MAX);
        out.hash(5, issuer.hash());
        return new GenesisCall(CONTRACT, "Create", out.toBytes());
    }

    private static GenesisCall issue(Address to, Amount amount) {
        CanonicalWriter out = new CanonicalWriter();
        out.string(1, SYMBOL);
        out.hash(2, to.hash());
        out.amount(3, amount);
        return new GenesisCall(CONTRACT, "Issue", out.toBytes());
    }
}
