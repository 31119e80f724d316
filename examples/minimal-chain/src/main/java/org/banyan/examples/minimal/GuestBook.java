package org.banyan.examples.minimal;

import java.util.List;
import org.banyan.contract.AccessSet;
import org.banyan.contract.CallSite;
import org.banyan.contract.CommonFailure;
import org.banyan.contract.Contract;
import org.banyan.contract.ContractContext;
import org.banyan.contract.ContractFailure;
import org.banyan.contract.ContractInterface;
import org.banyan.types.Bytes;

/** The one contract of this chain, written by hand: each account leaves one line. Real contracts come from a .proto. */
final class GuestBook implements Contract {
    static final String NAME = "guest-book";
    static final String SIGN = "Sign";
    private static final int LINE_BYTES_MAX = 140;

    @Override
    public ContractInterface describe() {
        var sign = new ContractInterface.Method(SIGN, false, true, false);
        return new ContractInterface(NAME, 1, "example.GuestBook", List.of(sign), Bytes.EMPTY);
    }

    @Override
    public void check(String method, Bytes line) {
        if (!method.equals(SIGN)) {
            throw new ContractFailure(CommonFailure.UNKNOWN_METHOD, "the guest book has no method " + method);
        }
        if (line.isEmpty() || line.size() > LINE_BYTES_MAX) {
            throw new ContractFailure(CommonFailure.BAD_ARGUMENTS, "a line has 1 to " + LINE_BYTES_MAX + " bytes");
        }
    }

    @Override
    public Bytes call(String method, Bytes line, ContractContext context) {
        check(method, line);
        context.write(context.caller().bytes(), line);
        context.emit("Signed", line);
        return Bytes.EMPTY;
    }

    @Override
    public AccessSet access(String method, Bytes line, CallSite site) {
        var own = new AccessSet.KeyAccess(site.self(), site.sender().bytes(), AccessSet.Mode.WRITE, false);
        return new AccessSet(AccessSet.Precision.EXACT, List.of(own));
    }
}
