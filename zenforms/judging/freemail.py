"""Domains at which anybody gets a mailbox: an address there tells nothing of an employer.

Providers and access providers that are met in France and around, each with the names of its own;
a desk adds to them in `intake.freemail_domains`.
"""

_NAMES = """
    126.com 163.com 9business.fr 9online.fr aim.com akeonet.com aliceadsl.fr aol.com aol.fr
    arcor.de bbox.fr bk.ru bluewin.ch bluemail.ch caramail.com caramail.fr cegetel.net
    club-internet.fr clubinternet.fr duck.com dbmail.com email.com estvideo.fr evc.net
    fastmail.com fastmail.fm foxmail.com free.fr freenet.de freesbee.fr freesurf.fr gmail.com
    gmx.at gmx.ch gmx.com gmx.de gmx.fr gmx.net googlemail.com hey.com hotmail.be hotmail.ca
    hotmail.ch hotmail.co.uk hotmail.com hotmail.de hotmail.es hotmail.fr hotmail.it hush.com
    hushmail.com icloud.com inbox.ru infonie.fr keemail.me laposte.net lavache.com libero.it
    libertysurf.fr list.ru live.be live.ca live.ch live.co.uk live.com live.fr live.it mac.com
    magic.fr mail.com mail.ru mailbox.org mailfence.com mailo.com mailo.fr me.com mel.fr msn.com
    mybox.fr naver.com neuf.fr netcourrier.com netcourrier.fr noos.fr numericable.com
    numericable.fr nordnet.fr orange.com.fr orange.fr outlook.be outlook.com outlook.de outlook.es
    outlook.fr outlook.it pm.me posteo.de posteo.net posteo.org proton.me protonmail.ch
    protonmail.com qq.com red-by-sfr.fr riseup.net rocketmail.com runbox.com sapo.pt sfr.fr
    sina.com skynet.be startmail.com sunrise.ch t-online.de tele2.fr telenet.be tiscali.fr
    tiscali.it tuta.com tuta.io tutamail.com tutanota.com tutanota.de virgilio.it vivaldi.net
    voila.fr wanadoo.com wanadoo.fr web.de worldonline.fr ya.ru yahoo.ca yahoo.co.uk yahoo.com
    yahoo.de yahoo.es yahoo.fr yahoo.it yandex.com yandex.ru ymail.com zaclys.net zoho.com
    zohomail.com
    """
FREEMAIL = frozenset(_NAMES.split())
