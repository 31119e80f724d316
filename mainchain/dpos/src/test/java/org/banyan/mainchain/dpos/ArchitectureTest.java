package org.banyan.mainchain.dpos;

import org.banyan.archrules.PureModuleRules;

class ArchitectureTest implements PureModuleRules {}
