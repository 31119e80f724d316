package org.banyan.mainchain.bench;

import org.banyan.archrules.PureModuleRules;

class ArchitectureTest implements PureModuleRules {}
