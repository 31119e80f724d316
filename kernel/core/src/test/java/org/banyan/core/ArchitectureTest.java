package org.banyan.core;

import org.banyan.archrules.PureModuleRules;

class ArchitectureTest implements PureModuleRules {}
