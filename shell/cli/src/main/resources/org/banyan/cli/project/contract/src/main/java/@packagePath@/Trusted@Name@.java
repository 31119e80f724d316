package @package@;

import org.banyan.contract.Contract;
import org.banyan.contract.TrustedContract;

/** Offers the contract to the trusted runtime; META-INF/services names this class. */
public final class Trusted@Name@ implements TrustedContract {
    @Override
    public Contract create() {
        return new @Name@Contract(new @Name@Rules());
    }
}
